output "service_uri" {
  description = "The service's address."
  value       = google_cloud_run_v2_service.connector.uri
}

output "service_account" {
  description = "The connector's service account, for further roles."
  value       = google_service_account.connector.email
}

output "work_queue" {
  description = "The topic of notifications: `backfill` takes it."
  value       = local.environment.CONNECTOR_CONTINUATION_QUEUE
}

output "dead_subscription" {
  description = "The subscription that keeps notifications that were tried too often."
  value       = google_pubsub_subscription.dead.id
}

output "dead_letters" {
  description = "Where the dead letters are: `replay` takes it."
  value       = local.environment.CONNECTOR_DEAD_LETTERS
}

output "environment" {
  description = "The service's environment."
  value       = local.environment
}
