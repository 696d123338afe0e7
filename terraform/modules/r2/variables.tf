variable "account_id" {
  description = "The account that has the bucket."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9a-f]{32}$", var.account_id))
    error_message = "account_id must be 32 hexadecimal digits."
  }
}

variable "name" {
  description = "Name of the connector; the names of the queues begin with it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,48}[a-z0-9]$", var.name))
    error_message = "name must be 3 to 50 small letters, digits and hyphens, and begin with a letter."
  }
}

variable "bucket" {
  description = "Name of the bucket that holds the log batches."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.bucket))
    error_message = "bucket must be the name of a bucket."
  }
}

variable "create_bucket" {
  description = "Makes the bucket. False for one that is there."
  type        = bool
  default     = true
  nullable    = false
}

variable "jurisdiction" {
  description = "Where the bucket may be: `default`, `eu` or `fedramp`."
  type        = string
  default     = "default"
  nullable    = false

  validation {
    condition     = contains(["default", "eu", "fedramp"], var.jurisdiction)
    error_message = "jurisdiction must be default, eu or fedramp."
  }
}

variable "key_prefix" {
  description = "Objects whose keys begin so are delivered. It keeps dead letters apart."
  type        = string
  default     = "logs/"
  nullable    = false

  validation {
    condition     = length(var.key_prefix) > 0
    error_message = "key_prefix must not be empty."
  }
}

variable "key_suffix" {
  description = "Objects whose keys end so are delivered."
  type        = string
  default     = ".log.gz"
  nullable    = false
}

variable "visibility_timeout_seconds" {
  description = "A notification that was not settled comes back after this time: more than a run has."
  type        = number
  default     = 1800
  nullable    = false

  validation {
    condition     = var.visibility_timeout_seconds >= 60 && var.visibility_timeout_seconds <= 43200
    error_message = "visibility_timeout_seconds must be from 60 to 43200."
  }
}

variable "max_retries" {
  description = "How often a notification is tried before it goes to the dead-letter queue."
  type        = number
  default     = 20
  nullable    = false

  validation {
    condition     = var.max_retries >= 5 && var.max_retries <= 100
    error_message = "max_retries must be from 5 to 100."
  }
}

variable "retention_seconds" {
  description = "How long a notification is kept. An account without a paid plan has a day at most."
  type        = number
  default     = 345600
  nullable    = false

  validation {
    condition     = var.retention_seconds >= 60 && var.retention_seconds <= 1209600
    error_message = "retention_seconds must be from 60 to 1209600."
  }
}

variable "access_key_id" {
  description = "Place of the id of an R2 key that may read the batches and write dead letters: `ssm:/name`."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^(ssm|secretsmanager|keyvault|gsm|file):", var.access_key_id))
    error_message = "access_key_id must be the place of a secret, such as ssm:/name."
  }
}

variable "secret_access_key" {
  description = "Place of that key itself."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^(ssm|secretsmanager|keyvault|gsm|file):", var.secret_access_key))
    error_message = "secret_access_key must be the place of a secret, such as ssm:/name."
  }
}

variable "queues_token" {
  description = "Place of an API token that may read and write queues."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^(ssm|secretsmanager|keyvault|gsm|file):", var.queues_token))
    error_message = "queues_token must be the place of a secret, such as ssm:/name."
  }
}
