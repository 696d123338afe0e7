using Connectors.Benchmarks;
using Connectors.Records;

namespace Connectors.Destinations.Tests;

/// <summary>What the whole path allocates, from an object in memory to a destination that takes everything.</summary>
public sealed class AllocationTests
{
    private const int WarmingRounds = 3; // until every buffer has the size that it keeps

    // The records of a payload share some kilobytes: its request, its reply, its receipt.
    private const int MostBytesPerRecord = 40;

    private static readonly SampleBatch Few = Batch(bytes: 1_000_000);
    private static readonly SampleBatch Many = Batch(bytes: 7_000_000);

    public static TheoryData<string> Ways => [.. Way.All.Select(way => way.Name)];

    [Theory]
    [MemberData(nameof(Ways))]
    public void More_records_of_an_object_allocate_next_to_nothing(string name)
    {
        Way way = Way.All.Single(one => one.Name == name);
        double perRecord = (double)(Allocated(way, Many) - Allocated(way, Few)) / (Many.Records - Few.Records);
        Assert.InRange(perRecord, 0, MostBytesPerRecord);
    }

    private static SampleBatch Batch(int bytes) =>
        SampleBatch.Create(Configured.Datasets.Find("http_requests")!, bytes);

    private static long Allocated(Way way, SampleBatch batch)
    {
        var path = new WayStages(way, batch, Configured.Datasets, new Stages(batch), new ByteWriter(0));
        for (int round = 0; round < WarmingRounds; round++)
        {
            path.Deliver();
        }

        int thread = Environment.CurrentManagedThreadId;
        long before = GC.GetAllocatedBytesForCurrentThread();
        path.Deliver();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(thread, Environment.CurrentManagedThreadId); // else it would say nothing of the others
        return allocated;
    }
}
