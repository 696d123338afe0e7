variable "bucket" {
  description = "Name of the bucket that holds the log batches. This or `pull`."
  type        = string
  default     = null

  validation {
    condition     = (var.bucket == null) != (var.pull == null)
    error_message = "Either bucket or pull must be set."
  }

  validation {
    condition     = try(can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.bucket)), false) || var.bucket == null
    error_message = "bucket must be the name of a bucket, not its ARN."
  }
}

variable "create_bucket" {
  description = "Makes the bucket. False for one that is there."
  type        = bool
  default     = false
  nullable    = false
}

variable "bucket_expiration_days" {
  description = "Days after which a bucket that this module makes deletes batches, dead letters and receipts."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.bucket_expiration_days >= 1 && var.bucket_expiration_days == floor(var.bucket_expiration_days)
    error_message = "bucket_expiration_days must be a whole number from 1."
  }
}

variable "allow_logpush" {
  description = "Lets Cloudflare Logpush write into a bucket that this module makes."
  type        = bool
  default     = true
  nullable    = false
}

variable "key_prefix" {
  description = "Objects whose keys begin so are delivered. It keeps dead letters apart."
  type        = string
  default     = "logs/"
  nullable    = false

  validation {
    condition     = can(regex("^[^*?]+$", var.key_prefix))
    error_message = "key_prefix must not be empty and have no * or ?."
  }
}

variable "key_suffix" {
  description = "Objects whose keys end so are delivered. It keeps out what Logpush writes to test a bucket."
  type        = string
  default     = ".log.gz"
  nullable    = false
}

variable "notification" {
  description = "How the bucket tells of objects: `s3`, `eventbridge`, `sns` or `none`. See the README."
  type        = string
  default     = null

  validation {
    condition     = try(contains(["s3", "eventbridge", "sns", "none"], var.notification), var.notification == null)
    error_message = "notification must be one of s3, eventbridge, sns, none."
  }
}

variable "sns_topic_arn" {
  description = "The topic that the bucket publishes to, for the notification `sns`."
  type        = string
  default     = null

  validation {
    condition     = (var.notification == "sns") == (var.sns_topic_arn != null)
    error_message = "sns_topic_arn must be set for the notification sns, and for no other."
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
    condition     = var.pull == null || !var.create_bucket && try(contains([null, "none"], var.notification), true)
    error_message = "With pull, there is no bucket to make and none that tells of objects."
  }
}

variable "dead_letter_bucket" {
  description = "Name of the bucket for dead letters. Without it, the bucket of the batches."
  type        = string
  default     = null
}

variable "dead_letter_prefix" {
  description = "Key prefix of the dead letters."
  type        = string
  default     = "dead-letters/"
  nullable    = false

  validation {
    condition     = can(regex("^[^*?]+/$", var.dead_letter_prefix))
    error_message = "dead_letter_prefix must end with a slash and have no * or ?."
  }

  validation {
    condition = !(
      startswith(var.dead_letter_prefix, var.key_prefix) && try(var.dead_letter_bucket, null) == null
    )
    error_message = "dead_letter_prefix must not begin with key_prefix: dead letters would be delivered as batches."
  }
}

variable "receipts" {
  description = "Writes a receipt of every object, for audits, under `receipts/` in the bucket of the dead letters."
  type        = bool
  default     = false
  nullable    = false

  validation {
    condition     = !(var.receipts && startswith("receipts/", var.key_prefix) && var.dead_letter_bucket == null)
    error_message = "receipts would lie among the batches: set a key_prefix, or a dead_letter_bucket."
  }
}
