# What the tests of this module take unless they say otherwise.
account_id        = "0123456789abcdef0123456789abcdef"
name              = "edge"
bucket            = "edge-logs"
access_key_id     = "ssm:/edge/r2-id"
secret_access_key = "ssm:/edge/r2-key"
queues_token      = "ssm:/edge/queues-token"
