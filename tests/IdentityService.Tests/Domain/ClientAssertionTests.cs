using PovertyPlatform.IdentityService.Domain;

namespace PovertyPlatform.IdentityServiceTests.Domain;

[Trait("speed", "fast")]
public class ClientAssertionTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 3, 0, 0, TimeSpan.Zero);
    private static readonly ClientAssertion Good = new("ES256", "0123456789abcdef", Now, Now, Now.AddSeconds(60));

    [Fact]
    public void GoodAssertion_HasNoFault() => Assert.Null(Good.FaultAt(Now));

    [Theory]
    [InlineData(-4, true)] // ended four seconds ago: clocks differ a little
    [InlineData(-6, false)]
    [InlineData(60, true)]
    [InlineData(66, false)]
    public void Life_EndsWithinAMinute(int endsIn, bool good) =>
        Assert.Equal(good, (Good with { IssuedAt = null, NotBefore = null, ExpiresAt = Now.AddSeconds(endsIn) }).FaultAt(Now) is null);

    [Fact]
    public void LifeLongerThanAMinute_IsRefusedEvenNearItsEnd() =>
        Assert.NotNull((Good with { IssuedAt = Now.AddSeconds(-50), ExpiresAt = Now.AddSeconds(20) }).FaultAt(Now));

    [Fact]
    public void AssertionFromTheFuture_IsRefused()
    {
        Assert.NotNull((Good with { IssuedAt = Now.AddSeconds(10) }).FaultAt(Now));
        Assert.NotNull((Good with { NotBefore = Now.AddSeconds(10) }).FaultAt(Now));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("with space 0123456789")]
    [InlineData("controls\u0000 0123456789")]
    public void TokenIdThatCannotBeRemembered_IsRefused(string? tokenId) => Assert.NotNull((Good with { TokenId = tokenId }).FaultAt(Now));

    [Theory]
    [InlineData(null)]
    [InlineData("none")]
    [InlineData("HS256")]
    [InlineData("ES384")]
    public void OtherAlgorithm_IsRefused(string? algorithm) => Assert.NotNull((Good with { Algorithm = algorithm }).FaultAt(Now));

    [Fact]
    public void NoExpiry_IsRefused() => Assert.NotNull((Good with { ExpiresAt = null }).FaultAt(Now));
}
