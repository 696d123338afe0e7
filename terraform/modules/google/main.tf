# bucket -> topic -> push subscription -> service -> destination
#             ^------------------------------|  the rest of a large object
#     tried too often -> dead-letter topic      dead letters: in the bucket

data "google_project" "current" {
  project_id = var.project
}

locals {
  number             = data.google_project.current.number
  dead_letter_bucket = var.dead_letter_bucket != null ? var.dead_letter_bucket : var.bucket

  receipts = var.receipts ? {
    CONNECTOR_RECEIPTS = try(var.pull.receipts, "gs://${local.dead_letter_bucket}/receipts/")
  } : {}

  # What is told of the place of the batches: a bucket of this cloud, or a queue that is asked.
  source = var.pull != null ? merge(var.pull.environment, {
    CONNECTOR_QUEUE        = var.pull.queue
    CONNECTOR_DEAD_LETTERS = var.pull.dead_letters
    }) : {
    CONNECTOR_DEAD_LETTERS = "gs://${local.dead_letter_bucket}/${var.dead_letter_prefix}"
    CONNECTOR_TRIES        = tostring(var.max_delivery_attempts)
  }

  secrets = merge(var.settings.secrets, try(var.pull.secrets, {}))

  # Google: https://docs.cloud.google.com/run/docs/runtimes/dotnet, https://docs.cloud.google.com/buildpacks/docs/osonly
  runtime = {
    native = {
      base_image  = "us-central1-docker.pkg.dev/serverless-runtimes/google-24/runtimes/osonly24"
      command     = ["./bootstrap"]
      environment = { CONNECTOR_HOST = "cloudrun" }
    }
    managed = {
      base_image = "us-central1-docker.pkg.dev/serverless-runtimes/google-24/runtimes/dotnet10"
      command    = ["dotnet", "Connectors.Managed.Google.dll"]
      environment = {
        CONNECTOR_DESTINATION = var.settings.destination
        FUNCTION_TARGET       = "Connectors.Managed.Google.PubSubFunction"
      }
    }
  }[var.runtime]

  environment = tomap(merge(var.settings.environment, local.source, local.receipts, local.runtime.environment, {
    CONNECTOR_CONTINUATION_QUEUE = "pubsub://${var.project}/${google_pubsub_topic.work.name}"
    CONNECTOR_OBJECTS            = tostring(var.objects_per_instance)
    CONNECTOR_TIME_LIMIT         = "540"       # seconds; the subscription asks again after 600
    GOOGLE_CLOUD_PROJECT         = var.project # for the traces in the log
  }))
}

resource "google_project_service" "needed" {
  for_each = toset(var.enable_services ? concat([
    "logging.googleapis.com", "monitoring.googleapis.com", "pubsub.googleapis.com", "run.googleapis.com",
    "secretmanager.googleapis.com", "storage.googleapis.com",
  ], var.pull == null ? [] : ["cloudscheduler.googleapis.com"]) : [])

  project            = var.project
  service            = each.key
  disable_on_destroy = false
}

resource "google_cloud_run_v2_service" "connector" {
  provider = google-beta # its containers' source_code

  name                = var.name
  project             = var.project
  location            = var.location
  ingress             = "INGRESS_TRAFFIC_INTERNAL_ONLY" # subscriptions of this project are let in
  deletion_protection = false
  labels              = var.labels

  template {
    service_account                  = google_service_account.connector.email
    timeout                          = "600s"
    max_instance_request_concurrency = var.objects_per_instance
    encryption_key                   = var.kms_key_name

    scaling {
      min_instance_count = 0
      max_instance_count = var.maximum_instances
    }

    containers {
      image          = coalesce(var.image, "scratch")
      base_image_uri = var.image == null ? coalesce(var.base_image, local.runtime.base_image) : null
      command        = var.image == null ? local.runtime.command : null

      dynamic "source_code" {
        for_each = google_storage_bucket_object.package

        content {
          cloud_storage_source {
            bucket     = source_code.value.bucket
            object     = source_code.value.name
            generation = source_code.value.generation
          }
        }
      }

      dynamic "env" {
        for_each = local.environment

        content {
          name  = env.key
          value = env.value
        }
      }

      resources {
        limits            = { cpu = "1", memory = "${var.memory_mb}Mi" }
        cpu_idle          = true
        startup_cpu_boost = true
      }
    }

    dynamic "vpc_access" {
      for_each = var.network[*]

      content {
        egress = "ALL_TRAFFIC"

        network_interfaces {
          network    = vpc_access.value.network
          subnetwork = vpc_access.value.subnetwork
        }
      }
    }
  }

  depends_on = [
    google_project_service.needed, google_storage_bucket_iam_member.connector,
    google_secret_manager_secret_iam_member.connector, google_kms_crypto_key_iam_member.agents,
  ]
}
