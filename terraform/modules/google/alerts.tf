locals {
  of_service = "resource.type=\"cloud_run_revision\" AND resource.labels.service_name=\"${var.name}\""
  of_work    = "resource.type=\"pubsub_subscription\" AND resource.labels.subscription_id=\"${var.name}-work\""
  of_dead    = "resource.type=\"pubsub_subscription\" AND resource.labels.subscription_id=\"${var.name}-dead\""

  # Read from the ledger, the line that the connector writes for each object.
  ledger = "${local.of_service} AND jsonPayload.event=\"LogLedger\""
  counts = {
    dead-letters = "${local.ledger} AND jsonPayload.deadLettered>0"
    undelivered  = "${local.ledger} AND jsonPayload.undelivered>0"
    objects      = local.ledger
  }

  # What comes as long as batches do: calls of the service, unless a schedule makes them anyway.
  life = var.pull == null ? "metric.type=\"run.googleapis.com/request_count\" AND ${local.of_service}" : join(" AND ", [
    "metric.type=\"logging.googleapis.com/user/${var.name}-objects\"", "resource.type=\"cloud_run_revision\""
  ])

  alerts = {
    dead-notifications = {
      description = "Notifications were tried too often and wait in the dead-letter subscription."
      filter      = "metric.type=\"pubsub.googleapis.com/subscription/num_undelivered_messages\" AND ${local.of_dead}"
      threshold   = 0, aligner = "ALIGN_MAX"
    }
    backlog = {
      description = "Objects wait for long: the destination is down, or takes less than arrives."
      filter      = "metric.type=\"pubsub.googleapis.com/subscription/oldest_unacked_message_age\" AND ${local.of_work}"
      threshold   = var.alerts.backlog_age_seconds, aligner = "ALIGN_MAX"
    }
    errors = {
      description = "Runs failed: a wrong setting, no access, or the destination is down."
      filter = join(" AND ", [
        "metric.type=\"run.googleapis.com/request_count\"", local.of_service,
        "metric.labels.response_code_class=\"5xx\"",
      ])
      threshold = 0, aligner = "ALIGN_DELTA"
    }
    dead-letters = {
      description = "The destination refused records: see the dead letters, and replay them when the cause is gone."
      filter = join(" AND ", [
        "metric.type=\"logging.googleapis.com/user/${var.name}-dead-letters\"", "resource.type=\"cloud_run_revision\""
      ])
      threshold = 0, aligner = "ALIGN_DELTA"
    }
  }
}

resource "google_logging_metric" "ledger" {
  for_each = local.counts

  name        = "${var.name}-${each.key}"
  project     = var.project
  description = "Lines of the ledger of the connector ${var.name}."
  filter      = each.value

  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "INT64"
  }
}

resource "google_monitoring_alert_policy" "connector" {
  for_each = { for name, alert in local.alerts : name => alert if var.alerts.enabled }

  project               = var.project
  display_name          = "${var.name}: ${each.key}"
  combiner              = "OR"
  notification_channels = var.alerts.channels
  user_labels           = var.labels

  conditions {
    display_name = each.key

    condition_threshold {
      filter          = each.value.filter
      comparison      = "COMPARISON_GT"
      threshold_value = each.value.threshold
      duration        = "0s"

      aggregations {
        alignment_period   = "300s"
        per_series_aligner = each.value.aligner
      }
    }
  }

  documentation {
    content = each.value.description
  }

  alert_strategy {
    auto_close = "86400s"
  }

  depends_on = [google_logging_metric.ledger]
}

resource "google_monitoring_alert_policy" "silence" {
  count = var.alerts.enabled && var.alerts.silence_minutes > 0 ? 1 : 0

  project               = var.project
  display_name          = "${var.name}: silence"
  combiner              = "OR"
  notification_channels = var.alerts.channels
  user_labels           = var.labels

  conditions {
    display_name = "silence"

    condition_absent {
      filter   = local.life
      duration = "${var.alerts.silence_minutes * 60}s"

      aggregations {
        alignment_period     = "300s"
        per_series_aligner   = "ALIGN_DELTA"
        cross_series_reducer = "REDUCE_SUM"
      }
    }
  }

  documentation {
    content = "No notification for ${var.alerts.silence_minutes} minutes: does the log job still write?"
  }
}
