resource "google_service_account" "connector" {
  account_id   = "${var.name}-run"
  project      = var.project
  display_name = "The connector ${var.name}"
}

resource "google_service_account" "push" {
  account_id   = "${var.name}-push"
  project      = var.project
  display_name = "Pushes notifications to the connector ${var.name}"
}

locals {
  pubsub_agent = "serviceAccount:service-${local.number}@gcp-sa-pubsub.iam.gserviceaccount.com"
  run_agent    = "serviceAccount:service-${local.number}@serverless-robot-prod.iam.gserviceaccount.com"
  connector    = "serviceAccount:${google_service_account.connector.email}"

  # One role for each need, on objects whose names begin so.
  object_roles = {
    for need, role in merge(local.usual_roles, var.receipts ? { receipts = local.receipts_role } : {}) :
    need => role if var.pull == null
  }

  usual_roles = {
    batches = {
      role   = "roles/storage.objectViewer"
      bucket = var.bucket
      prefix = var.key_prefix
    }
    dead-letters = {
      role   = "roles/storage.objectCreator"
      bucket = local.dead_letter_bucket
      prefix = var.dead_letter_prefix
    }
  }

  receipts_role = {
    role   = "roles/storage.objectCreator"
    bucket = local.dead_letter_bucket
    prefix = "receipts/"
  }

  publishers = merge(var.pull != null ? {} : {
    storage = { topic = google_pubsub_topic.work.name, member = local.storage_agent }
    }, {
    continuation = { topic = google_pubsub_topic.work.name, member = local.connector }
    dead-letters = { topic = google_pubsub_topic.dead.name, member = local.pubsub_agent }
  })

  storage_agent = data.google_storage_project_service_account.storage.member
}

resource "google_storage_bucket_iam_member" "connector" {
  for_each = local.object_roles

  bucket = each.value.bucket
  role   = each.value.role
  member = local.connector

  condition {
    title      = each.key
    expression = "resource.name.startsWith(\"projects/_/buckets/${each.value.bucket}/objects/${each.value.prefix}\")"
  }

  depends_on = [google_storage_bucket.logs]
}

resource "google_pubsub_topic_iam_member" "publishers" {
  for_each = local.publishers

  project = var.project
  topic   = each.value.topic
  role    = "roles/pubsub.publisher"
  member  = each.value.member
}

# Pub/Sub takes a message off the subscription when it moves it to the dead-letter topic.
resource "google_pubsub_subscription_iam_member" "dead_letters" {
  project      = var.project
  subscription = google_pubsub_subscription.work.name
  role         = "roles/pubsub.subscriber"
  member       = local.pubsub_agent
}

resource "google_cloud_run_v2_service_iam_member" "push" {
  project  = var.project
  location = var.location
  name     = google_cloud_run_v2_service.connector.name
  role     = "roles/run.invoker"
  member   = "serviceAccount:${google_service_account.push.email}"
}

resource "google_secret_manager_secret_iam_member" "connector" {
  for_each = {
    for name, place in local.secrets : name => regex("projects/([^/]+)/secrets/([^/]+)", place)
  }

  project   = each.value[0]
  secret_id = each.value[1]
  role      = "roles/secretmanager.secretAccessor"
  member    = local.connector
}

resource "google_kms_crypto_key_iam_member" "agents" {
  for_each = var.kms_key_name == null ? {} : {
    pubsub = local.pubsub_agent, run = local.run_agent, storage = local.storage_agent
  }

  crypto_key_id = var.kms_key_name
  role          = "roles/cloudkms.cryptoKeyEncrypterDecrypter"
  member        = each.value
}
