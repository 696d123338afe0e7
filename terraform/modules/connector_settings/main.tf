locals {
  common = {
    CONNECTOR_ROUTES = length(var.routes) == 0 ? null : join(
      ",", [for prefix, dataset in var.routes : "${prefix}=${dataset}"]
    )
    CONNECTOR_RULES            = length(var.rules) == 0 ? null : jsonencode(var.rules)
    CONNECTOR_SCHEMA           = var.schema
    CONNECTOR_CHANGED_OBJECT   = var.changed_object
    CONNECTOR_CONCURRENCY      = var.concurrency
    CONNECTOR_ATTEMPTS         = var.attempts
    CONNECTOR_MAX_RECORD_BYTES = var.max_record_bytes
    CONNECTOR_LOG_LEVEL        = var.log_level
    CONNECTOR_LOG_FORMAT       = var.log_format

    OTEL_EXPORTER_OTLP_ENDPOINT = try(var.metrics_collector.endpoint, null)
    OTEL_EXPORTER_OTLP_HEADERS  = try(var.metrics_collector.headers, null)
  }

  chosen = [
    for name, settings in {
      splunk = local.splunk, datadog = local.datadog, sumologic = local.sumologic, elastic = local.elastic
    } : { name = name, settings = settings } if settings != null
  ]

  destination = try(local.chosen[0].name, "none")
  all         = merge(local.common, try(local.chosen[0].settings, {}))
  environment = tomap({ for name, value in local.all : name => tostring(value) if value != null })

  # The settings that are secrets: what stands in them is where the secret is kept.
  secret_names = [
    "SPLUNK_HEC_TOKEN", "DD_API_KEY", "SUMO_URL", "ELASTICSEARCH_API_KEY", "ELASTICSEARCH_PASSWORD",
    "OTEL_EXPORTER_OTLP_HEADERS",
  ]
}
