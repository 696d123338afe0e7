# What the tests of this module take unless they say otherwise.
zone_id  = "0123456789abcdef0123456789abcdef"
datasets = { firewall_events = {} }
s3       = { bucket = "edge-logs", region = "eu-central-1" }
