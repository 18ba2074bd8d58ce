//! Which checks are about encryption of what is stored (TP-21): by id where a vendor numbers its checks, else by words.

/// Checks of Security Hub about encryption at rest, by their number
/// (docs.aws.amazon.com/securityhub/latest/userguide/securityhub-controls-reference.html).
const SECURITY_HUB: &[&str] = &[
    "APIGateway.5",
    "AppSync.1",
    "Athena.1",
    "Backup.1",
    "CloudTrail.2",
    "CodeBuild.3",
    "CodeBuild.4",
    "CodeBuild.7",
    "DocumentDB.1",
    "DynamoDB.3",
    "EC2.3",
    "EC2.7",
    "EFS.1",
    "EFS.8",
    "EKS.3",
    "ES.1",
    "ElastiCache.4",
    "Firehose.1",
    "Glue.3",
    "Kinesis.1",
    "Neptune.1",
    "Neptune.6",
    "Opensearch.1",
    "RDS.3",
    "RDS.4",
    "RDS.27",
    "Redshift.10",
    "S3.4",
    "S3.17",
    "SNS.1",
    "SQS.1",
    "WorkSpaces.1",
    "WorkSpaces.2",
];

/// Numbers of Security Hub whose words look like it and that are about something else.
const NOT: &[&str] = &["MSK.1", "S3.5", "ELB.1"];

/// Words of checks about encryption on the way, or about what is no store.
const ON_THE_WAY: &[&str] = &[
    "transit",
    "transport",
    "tls",
    "ssl",
    "https",
    "certificate",
    "in-flight",
    "node to node",
    "node_to_node",
    "vpn",
    "session",
    "assertion",
    "algorithm",
    "cipher",
    "rotation",
    "rotat",
    "listener",
    "password policy",
    "bitlocker key",
];

/// Words of checks about encryption of what is stored.
const AT_REST: &[&str] = &[
    "encryption at rest",
    "encryption at-rest",
    "encryption_at_rest",
    "encrypted at rest",
    "encrypted at-rest",
    "encrypted_at_rest",
    "at rest encryption",
    "at_rest_encrypt",
    "storage_encrypt",
    "storage encrypt",
    "default encryption",
    "default_encryption",
    "volume_encrypt",
    "volumes should be encrypted",
    "volume encrypt",
    "disk encrypt",
    "disk_encrypt",
    "disks_encrypt",
    "disks should be encrypted",
    "server-side encryption",
    "server side encryption",
    "sse enabled",
    "transparent data encryption",
    "tde_encrypt",
    "tde encrypt",
    "kms_encrypt",
    "kms encrypt",
    "kms_cmk_encrypt",
    "cmk_encrypt",
    "cmek",
    "customer-managed key",
    "snapshots_encrypt",
    "snapshot_encrypt",
    "snapshots should be encrypted",
    "logs_encrypt",
    "table_encrypt",
    "secrets_encrypt",
    "cluster_encrypt",
    "databases_encrypt",
    "bucket_encrypt",
    "ebs_encrypt",
    "backup_vaults_encrypt",
    "backups_encrypt",
    "file_systems_encrypt",
    "infrastructure_encrypt",
    "with storage encrypted",
    "storage encrypted",
    "volumes are encrypted",
    "have encryption enabled",
    "are encrypted with",
];

/// Whether a check is about encryption at rest.
///
/// * `id`: as the vendor gives it: `rds_instance_storage_encrypted`, `RDS.3`.
/// * `title`: in words.
pub(super) fn at_rest(id: &str, title: &str) -> bool {
    let number = id.rsplit('/').next().unwrap_or(id);
    let is = |known: &&str| known.eq_ignore_ascii_case(number);
    if NOT.iter().any(is) {
        return false;
    }
    if SECURITY_HUB.iter().any(is) {
        return true;
    }
    let says = |text: &str, words: &[&str]| {
        let text = text.to_lowercase();
        words.iter().any(|word| text.contains(word))
    };
    let says_it = says(id, AT_REST)
        || says(title, AT_REST)
        || says(id, &["_encrypted", "_encryption_enabled"]);
    says_it && !says(id, ON_THE_WAY) && !says(title, ON_THE_WAY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checks_of_stored_data_are_told_from_those_of_data_on_the_way() {
        for (id, title) in [
            ("rds_instance_storage_encrypted", ""),
            ("s3_bucket_default_encryption", ""),
            ("ec2_ebs_volume_encryption", ""),
            ("ec2_ebs_default_encryption", ""),
            ("efs_encryption_at_rest_enabled", ""),
            (
                "sqs_queues_server_side_encryption_enabled",
                "SQS queues have server side encryption",
            ),
            ("cloudtrail_kms_encryption_enabled", ""),
            ("RDS.3", ""),
            ("security-control/RDS.3", ""),
            (
                "extra735",
                "Check if RDS instances storage is encrypted: storage encrypted",
            ),
            (
                "a1b2",
                "Transparent Data Encryption on SQL databases should be enabled",
            ),
        ] {
            assert!(at_rest(id, title), "{id} {title}");
        }
        for (id, title) in [
            (
                "s3_bucket_secure_transport_policy",
                "S3 buckets have secure transport",
            ),
            (
                "rds_instance_transport_encrypted",
                "RDS encrypts in transit",
            ),
            ("elbv2_ssl_listeners", ""),
            ("kms_cmk_rotation_enabled", ""),
            (
                "opensearch_service_domains_node_to_node_encryption_enabled",
                "",
            ),
            ("iam_root_mfa_enabled", "Root has MFA"),
            ("S3.5", "Buckets should require TLS"),
        ] {
            assert!(!at_rest(id, title), "{id} {title}");
        }
    }
}
