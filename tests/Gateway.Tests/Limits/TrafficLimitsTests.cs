using PovertyPlatform.Gateway.Limits;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.GatewayTests.Limits;

[Trait("speed", "fast")]
public sealed class TrafficLimitsTests : IDisposable
{
    private static readonly string Shipped = Path.Combine(Approved.Root, "reference/gateway/limits.json");
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void ShippedLimits_MakeSense()
    {
        var limits = TrafficLimits.Read(Shipped);
        Assert.True(limits.Classes[TrafficClass.Bulk].LargestBodyBytes > 100_000_000);
        Assert.Equal(1_048_576, limits.Classes[TrafficClass.Write].LargestBodyBytes);
        Assert.NotEqual(limits.For(TrafficClass.Read, "bank-laocai"), limits.For(TrafficClass.Read, "officer-pungluong"));
        Assert.Equal(limits.For(TrafficClass.Write, "officer-pungluong"), limits.For(TrafficClass.Write, "bank-laocai"));
    }

    [Theory]
    [InlineData("\"read\":", "\"reed\":", "cannot be read")]
    [InlineData("\"read\": {", "\"0\": {", "cannot be read")]
    [InlineData("\"burst\": 400", "\"burst\": 0", "burst")]
    [InlineData("\"count\": 200", "\"count\": -1", "count")]
    [InlineData("\"periodSeconds\": 1,", "\"periodSeconds\": 0,", "periodSeconds")]
    [InlineData("\"timeoutSeconds\": 300", "\"timeoutSeconds\": 0", "timeoutSeconds")]
    [InlineData("\"burst\": 400, ", "", "cannot be read")]
    [InlineData("\"burst\": 400", "\"bursts\": 400", "cannot be read")]
    [InlineData("\"clients\"", "\"customers\"", "cannot be read")]
    [InlineData("\"exports\"", "\"files\"", "cannot be read")]
    [InlineData("GET /household/v1/exports/lists/{id}", "GET household/v1/exports", "no method and path")]
    [InlineData("GET /household/v1/exports/lists/{id}", "DELETE /household/v1/exports/lists/{id}", "no method and path")]
    [InlineData("POST /household/v1/exports/lists/{id}", "GET /household/v1/exports/lists/{id}", "twice")]
    [InlineData("}", "", "cannot be read")]
    public void WrongFile_StopsTheStart(string part, string instead, string says)
    {
        var text = File.ReadAllText(Shipped);
        var at = text.IndexOf(part, StringComparison.Ordinal);
        File.WriteAllText(_path, string.Concat(text.AsSpan(0, at), instead, text.AsSpan(at + part.Length)));
        Assert.Contains(says, Assert.Throws<InvalidDataException>(() => TrafficLimits.Read(_path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MissingFile_StopsTheStart() => Assert.Throws<InvalidDataException>(() => TrafficLimits.Read(_path + ".nowhere"));
}
