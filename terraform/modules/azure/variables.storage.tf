variable "log_account" {
  description = "Name of the storage account that holds the log batches. This or `pull`."
  type        = string
  default     = null

  validation {
    condition     = var.log_account == null || can(regex("^[a-z0-9]{3,24}$", var.log_account))
    error_message = "log_account must be 3 to 24 small letters and digits."
  }

  validation {
    condition     = (var.log_account == null) != (var.pull == null)
    error_message = "Either log_account or pull must be set."
  }
}

variable "pull" {
  description = "The output `pull` of the module r2: the function asks that queue once a minute."
  type = object({
    queue        = string
    dead_letters = string
    receipts     = string
    environment  = map(string)
    secrets      = map(string)
  })
  default = null

  validation {
    condition     = alltrue([for place in values(try(var.pull.secrets, {})) : startswith(place, "keyvault:")])
    error_message = "pull.secrets must be in Key Vault: keyvault:https://name.vault.azure.net/secrets/name."
  }
}

variable "log_account_id" {
  description = "Id of that account where it is there. Without it, the module makes the account."
  type        = string
  default     = null

  validation {
    condition     = try(endswith(var.log_account_id, "/storageAccounts/${var.log_account}"), var.log_account_id == null)
    error_message = "log_account_id must be the id of the account that log_account names."
  }
}

variable "log_container" {
  description = "The container of the batches."
  type        = string
  default     = "logs"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9]([a-z0-9-]{1,61})[a-z0-9]$", var.log_container))
    error_message = "log_container must be the name of a container."
  }
}

variable "receipts" {
  description = "Writes a receipt of every blob, for audits, to a container of the log account, or to R2."
  type        = bool
  default     = false
  nullable    = false
}

variable "log_expiration_days" {
  description = "Days after which an account that this module makes deletes batches, dead letters and receipts."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.log_expiration_days >= 1 && var.log_expiration_days == floor(var.log_expiration_days)
    error_message = "log_expiration_days must be a whole number from 1."
  }
}

variable "system_topic" {
  description = "The log account's system topic of Event Grid where it is there: an account can have only one."
  type        = object({ name = string, resource_group_name = string, principal_id = string })
  default     = null

  validation {
    condition     = var.system_topic == null || var.log_account_id != null
    error_message = "system_topic can only be there for an account that is there: set log_account_id too."
  }
}

variable "key_prefix" {
  description = "Blobs whose names begin so are delivered."
  type        = string
  default     = ""
  nullable    = false
}

variable "key_suffix" {
  description = "Blobs whose names end so are delivered. It keeps out what Logpush writes to test a container."
  type        = string
  default     = ".log.gz"
  nullable    = false
}
