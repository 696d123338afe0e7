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

variable "kms_key_arn" {
  description = "Key for the queues, the function's environment, the log group, and a bucket that this module makes."
  type        = string
  default     = null

  validation {
    condition     = try(can(regex("^arn:[a-z-]+:kms:", var.kms_key_arn)), false) || var.kms_key_arn == null
    error_message = "kms_key_arn must be the ARN of a key."
  }
}

variable "decrypt_key_arns" {
  description = "Further keys that the function decrypts with: of an existing bucket, of a secret."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition = alltrue([
      for arn in var.decrypt_key_arns : can(regex("^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]+:key/", arn))
    ])
    error_message = "decrypt_key_arns must be ARNs of keys."
  }
}

variable "vpc" {
  description = "Runs the function in a VPC; `create_endpoints` makes the ways to S3, SQS, logs and secrets from there."
  type = object({
    vpc_id           = string
    subnet_ids       = list(string)
    route_table_ids  = optional(list(string), [])
    create_endpoints = optional(bool, false)
  })
  default = null

  validation {
    condition     = try(length(var.vpc.subnet_ids) > 0, var.vpc == null)
    error_message = "vpc.subnet_ids must not be empty."
  }

  validation {
    condition     = try(!var.vpc.create_endpoints || length(var.vpc.route_table_ids) > 0, var.vpc == null)
    error_message = "vpc.route_table_ids must be set with create_endpoints: S3 is reached through the route tables."
  }
}

variable "permissions_boundary_arn" {
  description = "Permissions boundary of the roles, where the account wants one."
  type        = string
  default     = null
}

variable "log_retention_days" {
  description = "Days for which the function's logs are kept."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition = contains(
      [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653],
      var.log_retention_days
    )
    error_message = "log_retention_days must be one that CloudWatch has: 1, 3, 5, 7, 14, 30, 60, 90, 120, ... 3653."
  }
}

variable "alarms" {
  description = "The alarms, and where they go. `silence_minutes` 0 is no alarm for silence."
  type = object({
    enabled             = optional(bool, true)
    topic_arns          = optional(list(string), [])
    backlog_age_seconds = optional(number, 900)
    silence_minutes     = optional(number, 60)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.alarms.silence_minutes >= 0 && var.alarms.silence_minutes <= 1440
    error_message = "alarms.silence_minutes must be from 0 to 1440."
  }

  validation {
    condition     = var.alarms.backlog_age_seconds >= 60
    error_message = "alarms.backlog_age_seconds must be at least 60."
  }
}

variable "dashboard" {
  description = "Makes a CloudWatch dashboard."
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
