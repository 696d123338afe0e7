mock_provider "google" {
  source          = "./tests/mocks"
  override_during = plan
}

mock_provider "google-beta" {
  source          = "./tests/mocks"
  override_during = plan
}

run "a_role_for_each_need_and_no_other" {
  command = plan

  assert {
    condition = (
      keys(google_storage_bucket_iam_member.connector) == ["batches", "dead-letters"]
      && alltrue([for role in google_storage_bucket_iam_member.connector : role.member
      == "serviceAccount:edge-run@edge-project.iam.gserviceaccount.com"])
    )
    error_message = "Other roles on buckets."
  }

  assert {
    condition     = google_storage_bucket_iam_member.connector["batches"].role == "roles/storage.objectViewer"
    error_message = "Batches may be changed."
  }

  assert {
    condition = (
      google_storage_bucket_iam_member.connector["batches"].condition[0].expression
      == "resource.name.startsWith(\"projects/_/buckets/edge-logs/objects/logs/\")"
    )
    error_message = "Other objects may be read."
  }

  assert {
    condition     = google_storage_bucket_iam_member.connector["dead-letters"].role == "roles/storage.objectCreator"
    error_message = "Dead letters may be changed."
  }

  assert {
    condition = (
      google_storage_bucket_iam_member.connector["dead-letters"].condition[0].expression
      == "resource.name.startsWith(\"projects/_/buckets/edge-logs/objects/dead-letters/\")"
    )
    error_message = "Other objects may be written."
  }

  assert {
    condition = (
      google_pubsub_topic_iam_member.publishers["continuation"].member
      == "serviceAccount:edge-run@edge-project.iam.gserviceaccount.com"
    )
    error_message = "Somebody else may continue."
  }

  assert {
    condition = (
      google_pubsub_topic_iam_member.publishers["dead-letters"].member
      == "serviceAccount:service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com"
    )
    error_message = "Somebody else may give up."
  }

  assert {
    condition = (
      google_pubsub_topic_iam_member.publishers["storage"].member
      == "serviceAccount:service-123456789012@gs-project-accounts.iam.gserviceaccount.com"
    )
    error_message = "Somebody else may notify."
  }

  assert {
    condition     = length(google_pubsub_topic_iam_member.publishers) == 3
    error_message = "Others may publish."
  }

  assert {
    condition = (
      google_cloud_run_v2_service_iam_member.push.member
      == "serviceAccount:edge-push@edge-project.iam.gserviceaccount.com"
    )
    error_message = "Somebody else may call the service."
  }

  assert {
    condition = (
      google_secret_manager_secret_iam_member.connector["SUMO_URL"].secret_id == "hec-token"
      && google_secret_manager_secret_iam_member.connector["SUMO_URL"].project == "edge-project"
    )
    error_message = "Another secret may be read."
  }
}

run "receipts_may_be_written_only_when_they_are_wanted" {
  command = plan

  variables {
    receipts = true
  }

  assert {
    condition = (
      google_storage_bucket_iam_member.connector["receipts"].role == "roles/storage.objectCreator"
      && google_storage_bucket_iam_member.connector["receipts"].condition[0].expression
      == "resource.name.startsWith(\"projects/_/buckets/edge-logs/objects/receipts/\")"
    )
    error_message = "receipts is another role, or on other objects."
  }

  assert {
    condition     = output.environment.CONNECTOR_RECEIPTS == "gs://edge-logs/receipts/"
    error_message = "The environment is ${jsonencode(output.environment)}"
  }
}
