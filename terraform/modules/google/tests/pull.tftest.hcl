mock_provider "google" {
  source          = "./tests/mocks"
  override_during = plan
}

mock_provider "google-beta" {
  source          = "./tests/mocks"
  override_during = plan
}

variables {
  pull = {
    queue        = "cfq://account/queue"
    dead_letters = "r2://account/edge-logs/dead-letters/"
    receipts     = "r2://account/edge-logs/receipts/"
    environment = {
      CONNECTOR_CLOUDFLARE_TOKEN = "gsm:projects/edge-project/secrets/queues/versions/latest"
      CONNECTOR_TRIES            = "21"
    }
    secrets = { CONNECTOR_CLOUDFLARE_TOKEN = "gsm:projects/edge-project/secrets/queues/versions/latest" }
  }
  bucket = null
}

run "a_schedule_calls_the_service" {
  command = plan

  variables {
    receipts = true
  }

  assert {
    condition = (
      google_cloud_scheduler_job.pull[0].schedule == "* * * * *"
      && google_cloud_scheduler_job.pull[0].http_target[0].uri == "https://edge-0.a.run.app"
      && jsondecode(base64decode(google_cloud_scheduler_job.pull[0].http_target[0].body)) == { connector = "tick" }
      && google_cloud_scheduler_job.pull[0].http_target[0].oidc_token[0].service_account_email
      == "edge-push@edge-project.iam.gserviceaccount.com"
    )
    error_message = "The schedule is another."
  }

  assert {
    condition = (
      output.environment.CONNECTOR_QUEUE == "cfq://account/queue"
      && output.environment.CONNECTOR_DEAD_LETTERS == "r2://account/edge-logs/dead-letters/"
      && output.environment.CONNECTOR_RECEIPTS == "r2://account/edge-logs/receipts/"
      && output.environment.CONNECTOR_TRIES == "21"
    )
    error_message = "The environment is ${jsonencode(output.environment)}"
  }

  assert {
    condition = (
      keys(google_secret_manager_secret_iam_member.connector) == ["CONNECTOR_CLOUDFLARE_TOKEN", "SUMO_URL"]
      && length(google_storage_bucket_iam_member.connector) == 0
      && keys(google_pubsub_topic_iam_member.publishers) == ["continuation", "dead-letters"]
    )
    error_message = "The rights are others."
  }

  assert {
    condition     = length(google_storage_notification.objects) == 0
    error_message = "A bucket tells of objects."
  }

  assert {
    condition     = contains(keys(google_project_service.needed), "cloudscheduler.googleapis.com")
    error_message = "The scheduler is not switched on."
  }

  assert {
    condition = strcontains(
      google_monitoring_alert_policy.silence[0].conditions[0].condition_absent[0].filter, "edge-objects"
    )
    error_message = "Silence is not noticed: the schedule calls the service anyway."
  }
}

run "a_bucket_beside_a_queue_is_refused" {
  command         = plan
  expect_failures = [var.bucket]

  variables {
    bucket = "edge-logs"
  }
}

run "a_bucket_is_not_made_for_a_queue" {
  command         = plan
  expect_failures = [var.pull]

  variables {
    create_bucket = true
  }
}

run "secrets_of_another_cloud_are_refused" {
  command         = plan
  expect_failures = [var.pull]

  variables {
    pull = {
      queue        = "cfq://account/queue"
      dead_letters = "r2://account/edge-logs/dead-letters/"
      receipts     = null
      environment  = {}
      secrets      = { CONNECTOR_CLOUDFLARE_TOKEN = "ssm:/token" }
    }
  }
}

run "a_managed_runtime_does_not_pull" {
  command         = plan
  expect_failures = [var.runtime]

  variables {
    runtime = "managed"
  }
}
