variable "name" {
  description = "Name of the connector; the names of what is made begin with it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,18}[a-z0-9]$", var.name))
    error_message = "name must be 3 to 20 small letters, digits and hyphens, and begin with a letter."
  }
}

variable "settings" {
  description = "The output `settings` of the module connector_settings."
  type = object({
    destination = string
    environment = map(string)
    secrets     = map(string)
  })
  nullable = false

  validation {
    condition     = alltrue([for place in values(var.settings.secrets) : startswith(place, "keyvault:")])
    error_message = "settings.secrets must be in Key Vault: keyvault:https://name.vault.azure.net/secrets/name."
  }
}

variable "package_file" {
  description = "The connector's package for linux-x64, a local zip file."
  type        = string
  nullable    = false
}

variable "runtime" {
  description = "`native`: the executable. `managed`: the package of `functions/managed/Azure`, on .NET 10's worker."
  type        = string
  default     = "native"
  nullable    = false

  validation {
    condition     = contains(["native", "managed"], var.runtime)
    error_message = "runtime must be native or managed."
  }

  validation {
    condition     = var.runtime == "native" || var.pull == null
    error_message = "runtime must be native with pull."
  }
}

variable "resource_group_name" {
  description = "The resource group that everything is made in."
  type        = string
  nullable    = false
}

variable "location" {
  description = "The region; one that has the plan Flex Consumption."
  type        = string
  nullable    = false
}

variable "key_vault_id" {
  description = "Id of the key vault that holds the secrets; the connector may read those that it is told of."
  type        = string
  default     = null

  validation {
    condition     = (var.key_vault_id == null) == (length(merge(var.settings.secrets, try(var.pull.secrets, {}))) == 0)
    error_message = "key_vault_id must be set when, and only when, the settings have a secret."
  }
}

variable "memory_mb" {
  description = "Memory of an instance: 2048 or 4096."
  type        = number
  default     = 2048
  nullable    = false

  validation {
    condition     = contains([2048, 4096], var.memory_mb)
    error_message = "memory_mb must be 2048 or 4096."
  }
}

variable "maximum_instances" {
  description = "Instances at the same time at most. Fewer than 40 need the provider azurerm 4.58."
  type        = number
  default     = 40
  nullable    = false

  validation {
    condition     = var.maximum_instances >= 1 && var.maximum_instances <= 1000
    error_message = "maximum_instances must be from 1 to 1000."
  }
}

variable "network" {
  description = "Runs the connector in a delegated subnet and closes the host's storage account to all else."
  type = object({
    subnet_id                  = string
    private_endpoint_subnet_id = string
    private_dns_zone_ids       = map(string)
  })
  default = null

  validation {
    condition = try(
      length(setsubtract(["blob", "queue", "table"], keys(var.network.private_dns_zone_ids))) == 0, var.network == null
    )
    error_message = "network.private_dns_zone_ids must have zones for blob, queue and table."
  }
}

variable "log_retention_days" {
  description = "Days for which the function's logs are kept."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.log_retention_days >= 30 && var.log_retention_days <= 730
    error_message = "log_retention_days must be from 30 to 730."
  }
}

variable "alerts" {
  description = "The alerts, and the action groups they go to. `silence_minutes` 0 is no alert for silence."
  type = object({
    enabled          = optional(bool, true)
    action_group_ids = optional(list(string), [])
    silence_minutes  = optional(number, 60)
  })
  default  = {}
  nullable = false

  validation {
    condition     = contains([0, 15, 30, 60, 120, 180, 240, 300, 360, 1440], var.alerts.silence_minutes)
    error_message = "alerts.silence_minutes must be a window that Azure has: 15, 30, 60, 120, 180, 240, 300, 360, 1440."
  }
}

variable "access_logs" {
  description = "Logs who reads, writes and deletes batches, dead letters and notifications; billed by what is logged."
  type        = bool
  default     = false
  nullable    = false
}

variable "dashboard" {
  description = "Makes a dashboard: a workbook of Azure Monitor."
  type        = bool
  default     = true
  nullable    = false
}

variable "tags" {
  description = "Tags of all that is made."
  type        = map(string)
  default     = {}
  nullable    = false
}
