resource "aws_cloudwatch_log_group" "connector" {
  name              = "/aws/lambda/${var.name}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.kms_key_arn
  tags              = var.tags
}

locals {
  # Read from the ledger, the line that the connector writes for each object, unless it writes metrics of its own.
  ledger_metrics = var.metrics_namespace != null ? {} : {
    Delivered    = "$.delivered"
    DeadLettered = "$.deadLettered"
    Undelivered  = "$.undelivered"
  }

  # Either way: where the metrics are, and how they begin there.
  metric_namespace  = coalesce(var.metrics_namespace, "Connectors/${var.name}")
  metric_dimensions = var.metrics_namespace != null ? { Connector = var.name } : null
  record_metric     = var.metrics_namespace != null ? "Records" : ""

  queries = {
    objects = <<-EOT
      fields @timestamp, outcome, object, read, delivered, deadLettered, undelivered, code, reason
      | filter event = "LogLedger"
      | sort @timestamp desc
      | limit 200
    EOT

    reasons = <<-EOT
      filter event = "LogLedger" and reason != ""
      | stats count(*) as objects, sum(deadLettered) as dead, sum(undelivered) as waiting by code, reason, outcome
      | sort objects desc
    EOT

    problems = <<-EOT
      fields @timestamp, level, event, code, message
      | filter level in ["WARN", "ERROR", "FATAL"]
      | sort @timestamp desc
      | limit 200
    EOT
  }
}

resource "aws_cloudwatch_log_metric_filter" "ledger" {
  for_each = local.ledger_metrics

  name           = "${var.name}-${each.key}"
  log_group_name = aws_cloudwatch_log_group.connector.name
  pattern        = "{ ($.event = \"LogLedger\") && ($.outcome != \"Continued\") }" # the last run counts all of them

  metric_transformation {
    name      = each.key
    namespace = local.metric_namespace
    value     = each.value
    unit      = "Count"
  }
}

resource "aws_cloudwatch_query_definition" "connector" {
  for_each = local.queries

  name            = "${var.name}/${each.key}"
  log_group_names = [aws_cloudwatch_log_group.connector.name]
  query_string    = each.value
}
