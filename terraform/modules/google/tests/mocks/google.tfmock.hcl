mock_data "google_project" {
  defaults = { number = "123456789012" }
}

mock_data "google_storage_project_service_account" {
  defaults = { member = "serviceAccount:service-123456789012@gs-project-accounts.iam.gserviceaccount.com" }
}

mock_resource "google_service_account" {
  defaults = { email = "account@edge-project.iam.gserviceaccount.com" }
}

override_resource {
  target = google_pubsub_topic.work
  values = { id = "projects/edge-project/topics/edge-work" }
}

override_resource {
  target = google_pubsub_topic.dead
  values = { id = "projects/edge-project/topics/edge-dead" }
}

override_resource {
  target = google_service_account.connector
  values = { email = "edge-run@edge-project.iam.gserviceaccount.com" }
}

override_resource {
  target = google_service_account.push
  values = { email = "edge-push@edge-project.iam.gserviceaccount.com" }
}
