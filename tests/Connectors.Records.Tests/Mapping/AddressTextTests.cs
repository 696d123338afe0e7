using System.Globalization;
using System.Net;
using System.Text;

namespace Connectors.Records.Tests;

/// <summary>What is the text of an IP address.</summary>
public sealed class AddressTextTests
{
    [Theory]
    [InlineData("203.0.113.7")]
    [InlineData("0.0.0.0")]
    [InlineData("1.2.3.4")]
    [InlineData("10.20.30.4")]
    [InlineData("255.255.255.255")]
    [InlineData("2001:db8::1")]
    [InlineData("::ffff:192.0.2.1")]
    public void An_address_is_one(string text) => Assert.True(IsAddress(text));

    [Theory]
    [InlineData("")]
    [InlineData("10.1")]
    [InlineData("256.1.1.100")]
    [InlineData("1.1.100.256")]
    [InlineData("192.0.2.1:443")]
    [InlineData("192.0.2.1 ")]
    [InlineData("192.0.2.x1")]
    [InlineData("192..0.2.1")]
    [InlineData("192.0.2.1.")]
    [InlineData(".192.0.2.1")]
    [InlineData("1921.0.2.1")]
    [InlineData("eth0")]
    [InlineData("2001:db8::1%eth0")]
    [InlineData("2001:db8:::1")]
    public void What_no_destination_takes_as_an_address_is_none(string text) => Assert.False(IsAddress(text));

    [Fact]
    public void Texts_of_digits_and_dots_are_addresses_where_the_platform_says_so()
    {
        var random = new Random(1);
        int addresses = 0;
        for (int round = 0; round < 200_000; round++)
        {
            string text = string.Join('.', Enumerable.Range(0, random.Next(8) == 0 ? random.Next(3, 6) : 4)
                .Select(_ => random.Next(random.Next(8) == 0 ? 1_200 : 256)));
            bool isAddress = text.Count(letter => letter == '.') == 3 && IPAddress.TryParse(text, out _);
            Assert.True(isAddress == IsAddress(text), text);
            addresses += isAddress ? 1 : 0;
        }

        Assert.InRange(addresses, 50_000, 190_000);
    }

    [Fact]
    public void Texts_of_groups_and_colons_are_addresses_where_the_platform_says_so()
    {
        var random = new Random(2);
        int addresses = 0;
        for (int round = 0; round < 200_000; round++)
        {
            int groups = random.Next(8) == 0 ? random.Next(1, 10) : random.Next(2) == 0 ? 8 : random.Next(2, 8);
            string[] parts = [.. Enumerable.Range(0, groups).Select(_ =>
                random.Next(0x10000).ToString(random.Next(2) == 0 ? "x" : "X", CultureInfo.InvariantCulture))];
            int gap = random.Next(groups);
            parts[gap] = random.Next(groups == 8 ? 6 : 2) == 0 ? "" : parts[gap];
            parts[0] = random.Next(12) == 0 ? "" : parts[0];
            parts[^1] = random.Next(12) == 0 ? "" : random.Next(50) == 0 ? "12345" : parts[^1];
            string text = string.Join(':', parts);
            bool isAddress = text.Contains(':') && IPAddress.TryParse(text, out _);
            Assert.True(isAddress == IsAddress(text), text);
            addresses += isAddress ? 1 : 0;
        }

        Assert.InRange(addresses, 50_000, 190_000);
    }

    private static bool IsAddress(string text) => AddressText.IsAddress(Encoding.UTF8.GetBytes(text));
}
