mock_provider "google" {
  source          = "./tests/mocks"
  override_during = plan
}

mock_provider "google-beta" {
  source          = "./tests/mocks"
  override_during = plan
}

run "an_existing_bucket_tells_the_topic" {
  command = plan

  variables {
    max_delivery_attempts = 7
  }

  assert {
    condition     = length(google_storage_bucket.logs) == 0
    error_message = "The bucket is made."
  }

  assert {
    condition = (
      google_storage_notification.objects[0].bucket == "edge-logs"
      && google_storage_notification.objects[0].object_name_prefix == "logs/"
    )
    error_message = "Other objects are told."
  }

  assert {
    condition     = google_storage_notification.objects[0].event_types == toset(["OBJECT_FINALIZE"])
    error_message = "Other events are told."
  }

  assert {
    condition     = google_pubsub_subscription.work.push_config[0].push_endpoint == "https://edge-0.a.run.app"
    error_message = "Notifications go elsewhere."
  }

  assert {
    condition = (
      google_pubsub_subscription.work.push_config[0].oidc_token[0].service_account_email
      == "edge-push@edge-project.iam.gserviceaccount.com"
    )
    error_message = "Somebody else pushes."
  }

  assert {
    condition = (
      google_pubsub_subscription.work.ack_deadline_seconds == 600
      && google_pubsub_subscription.work.expiration_policy[0].ttl == ""
    )
    error_message = "The subscription ends, or asks early."
  }

  assert {
    condition = (
      google_pubsub_subscription.work.dead_letter_policy[0].max_delivery_attempts == 7
      && endswith(google_pubsub_subscription.work.dead_letter_policy[0].dead_letter_topic, "/edge-dead")
    )
    error_message = "Notifications end elsewhere."
  }

  assert {
    condition = (
      google_pubsub_subscription.work.retry_policy[0].minimum_backoff == "10s"
      && google_pubsub_subscription.work.retry_policy[0].maximum_backoff == "600s"
    )
    error_message = "It asks again at once."
  }

  assert {
    condition     = google_pubsub_subscription.dead.topic == "projects/edge-project/topics/edge-dead"
    error_message = "Nobody keeps dead notifications."
  }
}

run "a_new_bucket_lets_logpush_write" {
  command = plan

  variables {
    create_bucket = true
  }

  assert {
    condition = (
      google_storage_bucket_iam_member.logpush[0].member
      == "serviceAccount:logpush@cloudflare-data.iam.gserviceaccount.com"
    )
    error_message = "Somebody else may write."
  }

  assert {
    condition = (
      google_storage_bucket.logs[0].public_access_prevention == "enforced"
      && google_storage_bucket.logs[0].uniform_bucket_level_access
    )
    error_message = "The bucket is open."
  }
}
