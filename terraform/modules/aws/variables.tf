variable "name" {
  description = "Name of the connector; the names of what is made begin with it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,38}[a-z0-9]$", var.name))
    error_message = "name must be 3 to 40 small letters, digits and hyphens, and begin with a letter."
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
    condition     = alltrue([for place in values(var.settings.secrets) : can(regex("^(ssm|secretsmanager):", place))])
    error_message = "settings.secrets must be in Systems Manager or Secrets Manager: ssm:/name, secretsmanager:arn."
  }
}

variable "package_file" {
  description = "The connector's package, a local zip file. This or `package_object`."
  type        = string
  default     = null
}

variable "package_object" {
  description = "The connector's package in a bucket of this region, instead of `package_file`."
  type        = object({ bucket = string, key = string, version = optional(string) })
  default     = null

  validation {
    condition     = (var.package_object == null) != (var.package_file == null)
    error_message = "Either package_file or package_object must be set."
  }
}

variable "architecture" {
  description = "The processor that the package is built for: `x86_64` or `arm64`."
  type        = string
  default     = "x86_64"
  nullable    = false

  validation {
    condition     = contains(["x86_64", "arm64"], var.architecture)
    error_message = "architecture must be x86_64 or arm64."
  }
}

variable "runtime" {
  description = "`native`: the executable. `managed`: the package of `functions/managed/Aws`, on Lambda's `dotnet10`."
  type        = string
  default     = "native"
  nullable    = false

  validation {
    condition     = contains(["native", "managed"], var.runtime)
    error_message = "runtime must be native or managed."
  }

  validation {
    condition     = var.runtime != "managed" || var.pull == null
    error_message = "The runtime managed has no timer, which pull needs: use native."
  }
}

variable "memory_mb" {
  description = "Memory of the function. Its share of a processor grows with it."
  type        = number
  default     = 512
  nullable    = false

  validation {
    condition     = var.memory_mb >= 128 && var.memory_mb <= 10240
    error_message = "memory_mb must be from 128 to 10240."
  }
}

variable "timeout_seconds" {
  description = "Time of one run. What is not done by then is continued in another."
  type        = number
  default     = 300
  nullable    = false

  validation {
    condition     = var.timeout_seconds >= 30 && var.timeout_seconds <= 900
    error_message = "timeout_seconds must be from 30 to 900."
  }
}

variable "batch_size" {
  description = "Notifications that one run gets at most. Each is an object."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = var.batch_size >= 1 && var.batch_size <= 10
    error_message = "batch_size must be from 1 to 10."
  }
}

variable "maximum_concurrency" {
  description = "Runs at the same time at most. It protects the destination."
  type        = number
  default     = 10
  nullable    = false

  validation {
    condition     = var.maximum_concurrency >= 2 && var.maximum_concurrency <= 1000
    error_message = "maximum_concurrency must be from 2 to 1000."
  }
}

variable "max_receive_count" {
  description = "How often a notification is tried before it goes to the dead-letter queue."
  type        = number
  default     = 10
  nullable    = false

  validation {
    condition     = var.max_receive_count >= 5 && var.max_receive_count <= 1000
    error_message = "max_receive_count must be from 5 to 1000."
  }
}

variable "permissions_boundary_arn" {
  description = "Permissions boundary of the roles, where the account wants one."
  type        = string
  default     = null
}

variable "tags" {
  description = "Tags of all that is made."
  type        = map(string)
  default     = {}
  nullable    = false
}
