# For a queue that nobody but its reader asks: the package has a timer that calls the connector once a minute, which
# empties the queue. The function host starts a timer on one instance only, and not while it still runs.

locals {
  # https://learn.microsoft.com/azure/azure-functions/disable-function
  schedule = var.pull != null ? {} : { "AzureWebJobs.Pull.Disabled" = "true" }
}
