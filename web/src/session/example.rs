//! What is on the page when it opens.

/// A run with everything in it: transfers, one that is refused, a snapshot whose first marker a node takes while others
/// are still on their way, and money caught in three channels.
pub const EXAMPLE: &str = "\
CreateNode 1 1000
CreateNode 2 500
CreateNode 3 300
Send 1 2 300
Send 2 1 100
CreateNode 4 600
Send 1 3 100
Send 1 2 400
BeginSnapshot 1
Send 4 2 100
Receive 2 1
Send 4 1 700
Receive 3
Send 2 4 50
ReceiveAll
CollectState
PrintSnapshot
KillAll
";

/// The line, from 0, after which the example is worth looking at: markers, money behind them, nothing recorded yet but by
/// the initiator.
pub const EXAMPLE_LINE: u32 = 13;
