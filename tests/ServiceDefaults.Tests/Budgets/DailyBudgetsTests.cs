using PovertyPlatform.ServiceDefaults.Budgets;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.ServiceDefaultsTests.Budgets;

[Trait("speed", "fast")]
public sealed class DailyBudgetsTests : IDisposable
{
    private static readonly string Shipped = Path.Combine(Approved.Root, "reference/gateway/budgets.json");
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void ShippedBudgets_MakeSense()
    {
        var budgets = DailyBudgets.Read(Shipped);
        Assert.True(budgets.For("persons", "bank-laocai").PerDay > budgets.For("persons", "bank-elsewhere").PerDay);
        Assert.Equal(budgets.For("reports", "bank-laocai"), budgets.For("reports", "bank-elsewhere"));
        Assert.Throws<KeyNotFoundException>(() => budgets.For("everything", "bank-laocai"));
    }

    [Theory]
    [InlineData("\"perDay\": 400", "\"perDay\": 4", "alarmAt")]
    [InlineData("\"alarmAt\": 200 ", "\"alarmAt\": 0 ", "alarmAt")]
    [InlineData("\"perDay\": 400, ", "", "cannot be read")]
    [InlineData("\"perDay\": 400", "\"perDays\": 400", "cannot be read")]
    [InlineData("\"persons\": { \"perDay\": 6000", "\"people\": { \"perDay\": 6000", "no purpose")]
    [InlineData("}", "", "cannot be read")]
    public void WrongFile_StopsTheStart(string part, string instead, string says)
    {
        var text = File.ReadAllText(Shipped);
        var at = text.IndexOf(part, StringComparison.Ordinal);
        Assert.True(at >= 0);
        File.WriteAllText(_path, string.Concat(text.AsSpan(0, at), instead, text.AsSpan(at + part.Length)));
        Assert.Contains(says, Assert.Throws<InvalidDataException>(() => DailyBudgets.Read(_path)).Message, StringComparison.Ordinal);
    }
}
