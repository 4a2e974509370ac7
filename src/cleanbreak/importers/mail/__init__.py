"""Mail: cutting mailboxes into messages and reading one message from its bytes."""
