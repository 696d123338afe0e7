variable "bucket" {
  description = "Name of the bucket that holds the log batches. This or `pull`."
  type        = string
  default     = null

  validation {
    condition     = var.bucket == null || can(regex("^[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]$", var.bucket))
    error_message = "bucket must be the name of a bucket, without gs://."
  }

  validation {
    condition     = (var.bucket == null) != (var.pull == null)
    error_message = "Either bucket or pull must be set."
  }
}

variable "pull" {
  description = "The output `pull` of the module r2: the service asks that queue once a minute."
  type = object({
    queue        = string
    dead_letters = string
    receipts     = string
    environment  = map(string)
    secrets      = map(string)
  })
  default = null

  validation {
    condition     = var.pull == null || !var.create_bucket
    error_message = "With pull, there is no bucket to make."
  }

  validation {
    condition     = alltrue([for place in values(try(var.pull.secrets, {})) : startswith(place, "gsm:")])
    error_message = "pull.secrets must be in Secret Manager: gsm:projects/name/secrets/name/versions/latest."
  }
}

variable "create_bucket" {
  description = "Makes the bucket. False for one that is there; that one must have uniform bucket-level access."
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
  description = "Objects whose names begin so are delivered. It keeps dead letters apart."
  type        = string
  default     = "logs/"
  nullable    = false

  validation {
    condition     = length(var.key_prefix) > 0
    error_message = "key_prefix must not be empty."
  }
}

variable "dead_letter_bucket" {
  description = "Name of the bucket for dead letters. Without it, the bucket of the batches."
  type        = string
  default     = null
}

variable "dead_letter_prefix" {
  description = "Name prefix of the dead letters."
  type        = string
  default     = "dead-letters/"
  nullable    = false

  validation {
    condition     = endswith(var.dead_letter_prefix, "/")
    error_message = "dead_letter_prefix must end with a slash."
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
