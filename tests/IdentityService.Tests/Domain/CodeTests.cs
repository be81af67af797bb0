using PovertyPlatform.IdentityService.Domain;

namespace PovertyPlatform.IdentityServiceTests.Domain;

[Trait("speed", "fast")]
public class CodeTests
{
    [Theory]
    [InlineData("G17", true)]
    [InlineData("G17.15.01", true)]
    [InlineData("H15.0100109106", true)]
    [InlineData("g17", false)]
    [InlineData("G1", false)]
    [InlineData("G17.", false)]
    [InlineData("G17..01", false)]
    [InlineData("G17.01\n", false)]
    [InlineData("G17.01.02.03.04.05.06.07.08.09.10.11", false)]
    public void AgencyCode_HasTheFormOfTheDecision(string code, bool good) => Assert.Equal(good, AgencyCode.IsWellFormed(code));

    [Theory]
    [InlineData("bank-laocai", true)]
    [InlineData("a", false)]
    [InlineData("Bank", false)]
    [InlineData("bank\0laocai", false)]
    [InlineData("bank'--", false)]
    [InlineData("bank-laocai\n", false)]
    [InlineData(null, false)]
    public void ClientName_IsPlain(string? name, bool good) => Assert.Equal(good, ClientName.IsWellFormed(name));
}
