data "google_storage_project_service_account" "storage" {
  project = var.project
}

resource "google_pubsub_topic" "work" {
  name                       = "${var.name}-work"
  project                    = var.project
  kms_key_name               = var.kms_key_name
  message_retention_duration = "604800s" # a week to look back and replay from
  labels                     = var.labels

  depends_on = [google_project_service.needed, google_kms_crypto_key_iam_member.agents]
}

resource "google_storage_notification" "objects" {
  count = var.pull == null ? 1 : 0

  bucket             = var.create_bucket ? google_storage_bucket.logs[0].name : var.bucket
  topic              = google_pubsub_topic.work.id
  payload_format     = "JSON_API_V1"
  event_types        = ["OBJECT_FINALIZE"]
  object_name_prefix = var.key_prefix

  depends_on = [google_pubsub_topic_iam_member.publishers]
}

resource "google_pubsub_subscription" "work" {
  name                       = "${var.name}-work"
  project                    = var.project
  topic                      = google_pubsub_topic.work.id
  ack_deadline_seconds       = 600 # the longest there is
  message_retention_duration = "604800s"
  labels                     = var.labels

  expiration_policy {
    ttl = "" # never, also when nothing comes for a month
  }

  push_config {
    push_endpoint = google_cloud_run_v2_service.connector.uri

    oidc_token {
      service_account_email = google_service_account.push.email
      audience              = google_cloud_run_v2_service.connector.uri
    }
  }

  retry_policy {
    minimum_backoff = "10s"
    maximum_backoff = "600s"
  }

  dead_letter_policy {
    dead_letter_topic     = google_pubsub_topic.dead.id
    max_delivery_attempts = var.max_delivery_attempts
  }

  depends_on = [google_cloud_run_v2_service_iam_member.push, google_pubsub_topic_iam_member.publishers]
}

# Notifications that were tried too often. A topic keeps nothing for nobody: the subscription does.
resource "google_pubsub_topic" "dead" {
  name         = "${var.name}-dead"
  project      = var.project
  kms_key_name = var.kms_key_name
  labels       = var.labels

  depends_on = [google_project_service.needed, google_kms_crypto_key_iam_member.agents]
}

resource "google_pubsub_subscription" "dead" {
  name                       = "${var.name}-dead"
  project                    = var.project
  topic                      = google_pubsub_topic.dead.id
  message_retention_duration = "604800s"
  labels                     = var.labels

  expiration_policy {
    ttl = ""
  }
}
