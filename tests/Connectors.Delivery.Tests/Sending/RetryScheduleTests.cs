namespace Connectors.Delivery.Tests;

public sealed class RetryScheduleTests
{
    [Theory]
    [InlineData(0, 1.0, null, 0.5)]
    [InlineData(0, 0.0, null, 0.0)]
    [InlineData(0, 0.5, null, 0.25)]
    [InlineData(1, 1.0, null, 1.0)]
    [InlineData(4, 1.0, null, 8.0)]
    [InlineData(6, 1.0, null, 30.0)] // 32 s would be more than the longest
    [InlineData(1000, 1.0, null, 30.0)]
    [InlineData(0, 0.0, 7.0, 7.0)] // never less than asked
    [InlineData(5, 1.0, 7.0, 7.5)] // and a little chance on top
    [InlineData(0, 0.0, 3600.0, 120.0)] // but not for an hour
    [InlineData(2, 1.0, -5.0, 2.0)] // a date that has passed asks for nothing
    public void Waits_a_chance_of_twice_as_long_each_time_and_as_long_as_asked(
        int retry, double chance, double? asked, double seconds)
    {
        TimeSpan? after = asked is null ? null : TimeSpan.FromSeconds(asked.Value);
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetrySchedule.Default.Delay(retry, chance, after));
    }
}
