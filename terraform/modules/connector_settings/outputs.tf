output "settings" {
  description = "What a cloud's module needs: the destination's name, the environment, and where the secrets are kept."
  value = {
    destination = local.destination
    environment = local.environment
    secrets     = { for name, value in local.environment : name => value if contains(local.secret_names, name) }
  }

  precondition {
    condition     = length(local.chosen) == 1
    error_message = "Exactly one of splunk, datadog, sumologic and elastic must be set."
  }
}

output "limits" {
  description = "The rules that this module shares with the executable, by the setting's name."
  value       = { whole_numbers = local.whole_numbers, choices = local.choices }
}
