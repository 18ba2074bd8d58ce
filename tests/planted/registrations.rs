//! Entra: who has registered a second factor, by Graph: everybody of its list of users, and two of each plant who have not.

use serde_json::json;

use super::person::Person;
use super::rng::Rng;
use super::sheet::{Sheet, deviation};

/// The list. Those of whom something is planted have accounts in Entra that can be used.
pub(crate) fn sheet(seed: u64, people: &[Person], plants: usize) -> Sheet {
    let mut rng = Rng::new(seed, 33);
    let mut sheet = Sheet::json(
        "graph-registration-details.json",
        "graph-registrations-json",
        "{\"@odata.context\":\"https://graph.microsoft.com/v1.0/$metadata#reports/userRegistrationDetails\",\"value\":[\n",
        ",\n",
        "\n]}\n",
    );
    let mut left = 2 * plants;
    for person in people {
        let Some(account) = &person.entra else {
            continue;
        };
        let free = account.state == "True" && account.marks.is_empty() && left > 0;
        let (registered, capable, what) = match (free, left % 2) {
            (false, _) => (true, true, None),
            (true, 0) => (false, false, Some("mfa-not-registered")),
            (true, _) => (true, false, Some("mfa-not-capable")),
        };
        left -= usize::from(free);
        let capable_text = capable.to_string();
        let cells: &[(&'static str, &str)] = &[
            ("userPrincipalName", &person.email),
            ("isMfaCapable", &capable_text),
        ];
        let marks = what.map(|what| deviation("tp-06", what, cells));
        let value = json!({
            "id": rng.guid(), "userPrincipalName": person.email, "userDisplayName": person.name(), "userType": "member",
            "isAdmin": false, "isMfaCapable": capable, "isMfaRegistered": registered, "isPasswordlessCapable": false,
            "methodsRegistered": if registered { json!(["microsoftAuthenticatorPush"]) } else { json!([]) },
        });
        sheet.element(&value, &person.email, Vec::from_iter(marks));
    }
    sheet
}
