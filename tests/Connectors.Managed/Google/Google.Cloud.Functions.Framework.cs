// Package: Google.Cloud.Functions.Framework 3.0.1, by Google.Cloud.Functions.Hosting
using CloudNative.CloudEvents;

namespace Google.Cloud.Functions.Framework;

// https://github.com/GoogleCloudPlatform/functions-framework-dotnet/blob/main/docs/writing-functions.md
public interface ICloudEventFunction<TData>
    where TData : class
{
    Task HandleAsync(CloudEvent cloudEvent, TData data, CancellationToken cancellationToken);
}
