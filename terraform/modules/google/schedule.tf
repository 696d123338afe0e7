# For a queue that nobody but its reader asks: the service is called once a minute and empties it.

resource "google_cloud_scheduler_job" "pull" {
  count = var.pull == null ? 0 : 1

  name             = "${var.name}-pull"
  project          = var.project
  region           = var.location
  schedule         = "* * * * *"
  attempt_deadline = "600s" # the service's own

  http_target {
    uri         = google_cloud_run_v2_service.connector.uri
    http_method = "POST"
    headers     = { "Content-Type" = "application/json" }
    body        = base64encode(jsonencode({ connector = "tick" }))

    oidc_token {
      service_account_email = google_service_account.push.email
      audience              = google_cloud_run_v2_service.connector.uri
    }
  }

  retry_config {
    retry_count = 0 # the next minute comes by itself
  }

  depends_on = [google_project_service.needed, google_cloud_run_v2_service_iam_member.push]
}
