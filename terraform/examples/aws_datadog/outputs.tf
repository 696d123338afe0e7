output "environment" {
  description = "What the connector is told."
  value       = module.connector.environment
}

output "dead_letters" {
  description = "Where records go that the destination refused."
  value       = module.connector.dead_letters
}

output "log_group_name" {
  description = "Where the connector logs."
  value       = module.connector.log_group_name
}
