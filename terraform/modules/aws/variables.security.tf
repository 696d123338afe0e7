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
