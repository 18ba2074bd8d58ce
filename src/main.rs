//! `tickmark`: the library on the command line. Results on stdout, problems on stderr.
//!
//! Exit codes: 0 done, 1 done and at or above `--fail-on`, 2 unusable input.

mod cli;

fn main() -> std::process::ExitCode {
    cli::main()
}
