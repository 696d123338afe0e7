output "environment" {
  description = "What the connector is told."
  value       = module.connector.environment
}

output "dead_letters" {
  description = "Where records go that the destination refused."
  value       = module.connector.dead_letters
}
