variable "name" {
  description = "Name of the connector; the names of what is made begin with it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,18}[a-z0-9]$", var.name))
    error_message = "name must be 3 to 20 small letters, digits and hyphens, and begin with a letter."
  }
}

variable "project" {
  description = "Id of the project."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project))
    error_message = "project must be the id of a project, not its name or number."
  }
}

variable "location" {
  description = "The region of the service, and of the buckets that are made."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]+-[a-z]+[0-9]+$", var.location))
    error_message = "location must be a region: europe-west3."
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
    condition     = alltrue([for place in values(var.settings.secrets) : startswith(place, "gsm:")])
    error_message = "settings.secrets must be in Secret Manager: gsm:projects/name/secrets/name/versions/latest."
  }
}

variable "package_file" {
  description = "The connector's package for linux-x64, a local zip file. This or `image`."
  type        = string
  default     = null
}

variable "image" {
  description = "A container image of the connector, instead of `package_file`."
  type        = string
  default     = null

  validation {
    condition     = (var.image == null) != (var.package_file == null)
    error_message = "Either package_file or image must be set."
  }
}

variable "runtime" {
  description = "`native`: the executable. `managed`: the package of `functions/managed/Google`, on .NET 10."
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

variable "base_image" {
  description = "The base image that a package runs on. Without it, Cloud Run's own, which Google keeps up to date."
  type        = string
  default     = null
}

variable "memory_mb" {
  description = "Memory of an instance."
  type        = number
  default     = 512
  nullable    = false

  validation {
    condition     = var.memory_mb >= 512 && var.memory_mb <= 4096
    error_message = "memory_mb must be from 512 to 4096: one processor has no more."
  }
}

variable "maximum_instances" {
  description = "Instances at the same time at most. It protects the destination."
  type        = number
  default     = 10
  nullable    = false

  validation {
    condition     = var.maximum_instances >= 1 && var.maximum_instances <= 100
    error_message = "maximum_instances must be from 1 to 100."
  }
}

variable "objects_per_instance" {
  description = "Notifications that one instance works on at the same time."
  type        = number
  default     = 4
  nullable    = false

  validation {
    condition     = var.objects_per_instance >= 1 && var.objects_per_instance <= 64
    error_message = "objects_per_instance must be from 1 to 64."
  }
}

variable "max_delivery_attempts" {
  description = "How often a notification is tried before it goes to the dead-letter topic."
  type        = number
  default     = 20
  nullable    = false

  validation {
    condition     = var.max_delivery_attempts >= 5 && var.max_delivery_attempts <= 100
    error_message = "max_delivery_attempts must be from 5 to 100."
  }
}

variable "kms_key_name" {
  description = "Key for the topics, the service, and the buckets that are made."
  type        = string
  default     = null

  validation {
    condition = try(
      can(regex("^projects/[^/]+/locations/[^/]+/keyRings/[^/]+/cryptoKeys/[^/]+$", var.kms_key_name)), false
    ) || var.kms_key_name == null
    error_message = "kms_key_name must be projects/p/locations/l/keyRings/r/cryptoKeys/k."
  }
}

variable "network" {
  description = "Sends what leaves the service through this network: for a destination with a list of addresses."
  type        = object({ network = string, subnetwork = string })
  default     = null
}

variable "alerts" {
  description = "The alerts, and the notification channels they go to. `silence_minutes` 0 is no alert for silence."
  type = object({
    enabled             = optional(bool, true)
    channels            = optional(list(string), [])
    backlog_age_seconds = optional(number, 900)
    silence_minutes     = optional(number, 60)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.alerts.silence_minutes >= 0 && var.alerts.silence_minutes <= 1410
    error_message = "alerts.silence_minutes must be from 0 to 1410."
  }
}

variable "dashboard" {
  description = "Makes a dashboard in Cloud Monitoring."
  type        = bool
  default     = true
  nullable    = false
}

variable "enable_services" {
  description = "Switches on the services of Google Cloud that are needed, in the project."
  type        = bool
  default     = true
  nullable    = false
}

variable "labels" {
  description = "Labels of all that is made."
  type        = map(string)
  default     = {}
  nullable    = false
}
