// Package: Amazon.Lambda.S3Events 4.0.0
namespace Amazon.Lambda.S3Events;

// https://docs.aws.amazon.com/lambda/latest/dg/with-s3.html
public sealed class S3Event
{
    public List<S3EventNotificationRecord>? Records { get; set; }

    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
    public sealed class S3EventNotificationRecord
    {
        public string EventName { get; set; } = "";

        public S3Entity S3 { get; set; } = new();
    }

    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
    public sealed class S3Entity
    {
        public S3BucketEntity Bucket { get; set; } = new();

        public S3ObjectEntity Object { get; set; } = new();
    }

    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
    public sealed class S3BucketEntity
    {
        public string Name { get; set; } = "";
    }

    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
    public sealed class S3ObjectEntity
    {
        public string Key { get; set; } = "";

        public long Size { get; set; }

        public string? ETag { get; set; }

        public string? VersionId { get; set; }
    }
}
