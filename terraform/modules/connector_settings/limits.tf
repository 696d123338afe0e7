# What the executable allows, by the setting's name there. Terraform refuses before anything is made what the executable
# would refuse when it starts; a test compares the two.
locals {
  whole_numbers = {
    CONNECTOR_ATTEMPTS         = { least = 1, most = 100 }
    CONNECTOR_CONCURRENCY      = { least = 1, most = 64 }
    CONNECTOR_MAX_RECORD_BYTES = { least = 1024, most = 67108864 }
    SPLUNK_MAX_PAYLOAD_BYTES   = { least = 1024, most = 838860800 }
  }

  choices = {
    CONNECTOR_CHANGED_OBJECT = ["deliver", "fail"]
    CONNECTOR_LOG_FORMAT     = ["text", "json", "google"]
    CONNECTOR_LOG_LEVEL      = ["debug", "info", "warning", "error"]
    CONNECTOR_SCHEMA         = ["native", "ocsf"]
    DD_COMPRESSION           = ["gzip", "zstd"]
    DD_MODE                  = ["raw", "standard"]
    DD_OLD_EVENTS            = ["deliver", "dead-letter"]
    DD_OVERSIZE              = ["dead-letter", "truncate"]
    DD_SITE = [
      "datadoghq.com", "us3.datadoghq.com", "us5.datadoghq.com", "datadoghq.eu", "uk1.datadoghq.com",
      "ap1.datadoghq.com", "ap2.datadoghq.com", "ddog-gov.com", "us2.ddog-gov.com",
    ]
    ELASTIC_FLAVOR = ["elasticsearch", "opensearch"]
    ELASTIC_MODE   = ["ecs", "integration"]
    SUMO_OVERSIZE  = ["dead-letter", "split"]
  }

  # https without user, query or fragment: the executable's rule for addresses.
  address = "^https://[^/?#@\\s]+(/[^?#\\s]*)?$"

  # Where a secret is kept. The secret itself stands neither in a configuration nor in a state.
  secret_place = join("|", [
    "^ssm:/[A-Za-z0-9_./-]+$",
    "^secretsmanager:[A-Za-z0-9/_+=.@:-]+$",
    "^keyvault:https://[a-z0-9-]+\\.vault\\.[a-z.]+/secrets/[A-Za-z0-9-]+(/[0-9a-f]{32})?$",
    "^gsm:projects/[a-z0-9:.-]+/secrets/[A-Za-z0-9_-]+/versions/(latest|[0-9]+)$",
    "^file:/.+$",
  ])

  # Elasticsearch's rule for the parts of a data stream's name.
  stream_part = "^[^A-Z\\s\\\\/*?\"<>|,#:-]{1,100}$"

  header_text = "^[ -~]+$" # printable ASCII
}
