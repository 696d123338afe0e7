locals {
  subscription = "pubsub.googleapis.com/subscription"

  charts = {
    "Objects"                              = ["logging.googleapis.com/user/${var.name}-objects", "ALIGN_DELTA"]
    "Objects with dead letters"            = ["logging.googleapis.com/user/${var.name}-dead-letters", "ALIGN_DELTA"]
    "Notifications that wait"              = ["${local.subscription}/num_undelivered_messages", "ALIGN_MAX"]
    "Age of the oldest, seconds"           = ["${local.subscription}/oldest_unacked_message_age", "ALIGN_MAX"]
    "Runs"                                 = ["run.googleapis.com/request_count", "ALIGN_DELTA"]
    "Time of a run, ms, 99 of 100 or less" = ["run.googleapis.com/request_latencies", "ALIGN_PERCENTILE_99"]
  }

  chart_scope = {
    pubsub  = local.of_work
    run     = local.of_service
    logging = "resource.type=\"cloud_run_revision\""
  }
}

resource "google_monitoring_dashboard" "connector" {
  count = var.dashboard ? 1 : 0

  project = var.project

  dashboard_json = jsonencode({
    displayName = var.name
    gridLayout = {
      columns = 2
      widgets = [
        for title, chart in local.charts : {
          title = title
          xyChart = {
            dataSets = [{
              timeSeriesQuery = {
                timeSeriesFilter = {
                  filter      = "metric.type=\"${chart[0]}\" AND ${local.chart_scope[split(".", chart[0])[0]]}"
                  aggregation = { alignmentPeriod = "300s", perSeriesAligner = chart[1] }
                }
              }
            }]
          }
        }
      ]
    }
  })

  depends_on = [google_logging_metric.ledger]
}
