# Every setting, named as the executable names it.

run "splunk_environment" {
  command = plan

  variables {
    splunk = {
      hec_url           = "https://splunk.example.com:8088"
      hec_token         = "ssm:/connectors/hec-token"
      index             = "cloudflare"
      sourcetype        = "cloudflare:json"
      source            = "edge"
      host              = "edge-1"
      use_ack           = true
      cim_fields        = false
      max_payload_bytes = 1048576
    }
    routes           = { "logs/http/" = "http_requests", "logs/fw/" = "firewall_events" }
    rules            = [{ drop = { field = "ClientIP" } }]
    schema           = "ocsf"
    changed_object   = "fail"
    concurrency      = 8
    attempts         = 3
    max_record_bytes = 1048576
    metrics_collector = {
      endpoint = "https://otel.example.com:4318"
      headers  = "ssm:/connectors/otel-headers"
    }
  }

  assert {
    condition = output.settings.environment == tomap({
      CONNECTOR_ATTEMPTS          = "3"
      CONNECTOR_CHANGED_OBJECT    = "fail"
      CONNECTOR_CONCURRENCY       = "8"
      CONNECTOR_LOG_FORMAT        = "json"
      CONNECTOR_LOG_LEVEL         = "info"
      CONNECTOR_MAX_RECORD_BYTES  = "1048576"
      CONNECTOR_ROUTES            = "logs/fw/=firewall_events,logs/http/=http_requests"
      CONNECTOR_RULES             = "[{\"drop\":{\"field\":\"ClientIP\"}}]"
      CONNECTOR_SCHEMA            = "ocsf"
      OTEL_EXPORTER_OTLP_ENDPOINT = "https://otel.example.com:4318"
      OTEL_EXPORTER_OTLP_HEADERS  = "ssm:/connectors/otel-headers"
      SPLUNK_CIM_FIELDS           = "false"
      SPLUNK_HEC_TOKEN            = "ssm:/connectors/hec-token"
      SPLUNK_HEC_URL              = "https://splunk.example.com:8088"
      SPLUNK_HOST                 = "edge-1"
      SPLUNK_INDEX                = "cloudflare"
      SPLUNK_MAX_PAYLOAD_BYTES    = "1048576"
      SPLUNK_SOURCE               = "edge"
      SPLUNK_SOURCETYPE           = "cloudflare:json"
      SPLUNK_USE_ACK              = "true"
    })
    error_message = "The environment is ${jsonencode(output.settings.environment)}."
  }

  assert {
    condition = (output.settings.destination == "splunk"
      && output.settings.secrets == {
        OTEL_EXPORTER_OTLP_HEADERS = "ssm:/connectors/otel-headers"
        SPLUNK_HEC_TOKEN           = "ssm:/connectors/hec-token"
    })
    error_message = "${output.settings.destination} has ${jsonencode(output.settings.secrets)}."
  }
}

run "datadog_environment" {
  command = plan

  variables {
    datadog = {
      api_key     = "secretsmanager:arn:aws:secretsmanager:eu-central-1:123456789012:secret:datadog-AbCdEf"
      site        = "datadoghq.eu"
      logs_url    = "https://logs.example.com"
      mode        = "standard"
      source      = "cloudflare"
      service     = "edge"
      env         = "prod"
      tags        = ["team:edge", "zone:example"]
      hostname    = "edge-1"
      oversize    = "truncate"
      old_events  = "dead-letter"
      compression = "zstd"
    }
  }

  assert {
    condition = output.settings.environment == tomap({
      CONNECTOR_LOG_FORMAT = "json"
      CONNECTOR_LOG_LEVEL  = "info"
      DD_API_KEY           = "secretsmanager:arn:aws:secretsmanager:eu-central-1:123456789012:secret:datadog-AbCdEf"
      DD_COMPRESSION       = "zstd"
      DD_ENV               = "prod"
      DD_HOSTNAME          = "edge-1"
      DD_LOGS_URL          = "https://logs.example.com"
      DD_MODE              = "standard"
      DD_OLD_EVENTS        = "dead-letter"
      DD_OVERSIZE          = "truncate"
      DD_SERVICE           = "edge"
      DD_SITE              = "datadoghq.eu"
      DD_SOURCE            = "cloudflare"
      DD_TAGS              = "team:edge,zone:example"
    })
    error_message = "The environment is ${jsonencode(output.settings.environment)}."
  }
}

run "sumologic_environment" {
  command = plan

  variables {
    sumologic = {
      url      = "gsm:projects/logs/secrets/sumo/versions/latest"
      category = "cloudflare/{dataset}"
      name     = "edge"
      host     = "edge-1"
      fields   = { env = "prod", my-team = "edge" }
      oversize = "split"
    }
  }

  assert {
    condition = output.settings.environment == tomap({
      CONNECTOR_LOG_FORMAT = "json"
      CONNECTOR_LOG_LEVEL  = "info"
      SUMO_CATEGORY        = "cloudflare/{dataset}"
      SUMO_FIELDS          = "env=prod,my-team=edge"
      SUMO_HOST            = "edge-1"
      SUMO_NAME            = "edge"
      SUMO_OVERSIZE        = "split"
      SUMO_URL             = "gsm:projects/logs/secrets/sumo/versions/latest"
    })
    error_message = "The environment is ${jsonencode(output.settings.environment)}."
  }
}

run "elastic_environment" {
  command = plan

  variables {
    elastic = {
      url       = "https://es.example.com:9200"
      username  = "connector"
      password  = "keyvault:https://logs.vault.azure.net/secrets/elastic"
      mode      = "ecs"
      namespace = "prod"
      dataset   = "cloudflare.{dataset}"
      pipeline  = "_none"
      flavor    = "opensearch"
    }
  }

  assert {
    condition = output.settings.environment == tomap({
      CONNECTOR_LOG_FORMAT   = "json"
      CONNECTOR_LOG_LEVEL    = "info"
      ELASTICSEARCH_PASSWORD = "keyvault:https://logs.vault.azure.net/secrets/elastic"
      ELASTICSEARCH_URL      = "https://es.example.com:9200"
      ELASTICSEARCH_USERNAME = "connector"
      ELASTIC_DATASET        = "cloudflare.{dataset}"
      ELASTIC_FLAVOR         = "opensearch"
      ELASTIC_MODE           = "ecs"
      ELASTIC_NAMESPACE      = "prod"
      ELASTIC_PIPELINE       = "_none"
    })
    error_message = "The environment is ${jsonencode(output.settings.environment)}."
  }
}

run "elastic_cloud_environment" {
  command = plan

  variables {
    elastic = { cloud_id = "logs:ZXhhbXBsZQ==", api_key = "file:/run/secrets/key" }
  }

  assert {
    condition = output.settings.environment == tomap({
      CONNECTOR_LOG_FORMAT  = "json"
      CONNECTOR_LOG_LEVEL   = "info"
      ELASTICSEARCH_API_KEY = "file:/run/secrets/key"
      ELASTIC_CLOUD_ID      = "logs:ZXhhbXBsZQ=="
    })
    error_message = "The environment is ${jsonencode(output.settings.environment)}."
  }
}
