output "function_app_name" {
  description = "Name of the function app."
  value       = azurerm_function_app_flex_consumption.connector.name
}

output "identity_principal_id" {
  description = "The connector's identity, for further roles."
  value       = azurerm_user_assigned_identity.connector.principal_id
}

output "work_queue" {
  description = "The queue of notifications: `backfill` takes it."
  value       = local.environment.CONNECTOR_CONTINUATION_QUEUE
}

output "dead_letters" {
  description = "Where the dead letters are: `replay` takes it."
  value       = local.environment.CONNECTOR_DEAD_LETTERS
}

output "log_container_url" {
  description = "Where Logpush writes to; null with `pull`."
  value       = var.pull != null ? null : "https://${var.log_account}.blob.core.windows.net/${var.log_container}"
}

output "log_analytics_workspace_id" {
  description = "The workspace that has the logs."
  value       = azurerm_log_analytics_workspace.connector.id
}

output "environment" {
  description = "What the connector is told, without what the function host is told."
  value       = local.environment
}
