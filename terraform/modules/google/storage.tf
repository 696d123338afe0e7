resource "google_storage_bucket" "logs" {
  count = var.create_bucket ? 1 : 0

  name                        = var.bucket
  project                     = var.project
  location                    = var.location
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  labels                      = var.labels

  lifecycle_rule {
    action {
      type = "Delete"
    }

    condition {
      age = var.bucket_expiration_days
    }
  }

  dynamic "encryption" {
    for_each = var.kms_key_name[*]

    content {
      default_kms_key_name = encryption.value
    }
  }

  depends_on = [google_project_service.needed, google_kms_crypto_key_iam_member.agents]
}

# Cloudflare: https://developers.cloudflare.com/logs/logpush/logpush-job/enable-destinations/google-cloud-storage/
resource "google_storage_bucket_iam_member" "logpush" {
  count = var.create_bucket && var.allow_logpush ? 1 : 0

  bucket = google_storage_bucket.logs[0].name
  role   = "roles/storage.objectAdmin"
  member = "serviceAccount:logpush@cloudflare-data.iam.gserviceaccount.com"
}

resource "google_storage_bucket" "packages" {
  count = var.package_file == null ? 0 : 1

  name                        = "${var.project}-${var.name}-package"
  project                     = var.project
  location                    = var.location
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  force_destroy               = true # what is in it can be made again
  labels                      = var.labels

  dynamic "encryption" {
    for_each = var.kms_key_name[*]

    content {
      default_kms_key_name = encryption.value
    }
  }

  depends_on = [google_project_service.needed, google_kms_crypto_key_iam_member.agents]
}

resource "google_storage_bucket_object" "package" {
  count = var.package_file == null ? 0 : 1

  name   = "${var.name}.zip"
  bucket = google_storage_bucket.packages[0].name
  source = var.package_file
}
