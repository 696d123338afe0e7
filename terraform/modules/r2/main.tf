# bucket -> queue <- asked once a minute by the function, which a cloud's module makes with `pull`
#             -> tried too often: dead-letter queue

resource "cloudflare_r2_bucket" "logs" {
  count = var.create_bucket ? 1 : 0

  account_id   = var.account_id
  name         = var.bucket
  jurisdiction = var.jurisdiction
}

resource "cloudflare_queue" "work" {
  account_id = var.account_id
  queue_name = "${var.name}-work"
  settings   = { message_retention_period = var.retention_seconds }
}

resource "cloudflare_queue" "dead" {
  account_id = var.account_id
  queue_name = "${var.name}-dead"
  settings   = { message_retention_period = var.retention_seconds }
}

resource "cloudflare_queue_consumer" "work" {
  account_id        = var.account_id
  queue_id          = cloudflare_queue.work.queue_id
  type              = "http_pull"
  dead_letter_queue = cloudflare_queue.dead.queue_name

  settings = {
    batch_size            = 10
    max_retries           = var.max_retries
    retry_delay           = 60
    visibility_timeout_ms = 1000 * var.visibility_timeout_seconds
  }
}

resource "cloudflare_r2_bucket_event_notification" "objects" {
  account_id   = var.account_id
  bucket_name  = var.create_bucket ? cloudflare_r2_bucket.logs[0].name : var.bucket
  queue_id     = cloudflare_queue.work.queue_id
  jurisdiction = var.jurisdiction

  rules = [{
    actions = ["PutObject", "CompleteMultipartUpload", "CopyObject"]
    prefix  = var.key_prefix
    suffix  = var.key_suffix
  }]
}

locals {
  host = "${var.account_id}${var.jurisdiction == "default" ? "" : ".${var.jurisdiction}"}.r2.cloudflarestorage.com"

  # The settings that the connector has for R2 and for queues of Cloudflare.
  secrets = {
    CONNECTOR_R2_ACCESS_KEY_ID     = var.access_key_id
    CONNECTOR_R2_SECRET_ACCESS_KEY = var.secret_access_key
    CONNECTOR_CLOUDFLARE_TOKEN     = var.queues_token
  }
}
