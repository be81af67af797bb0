using PovertyPlatform.Gateway.Guarding;

namespace PovertyPlatform.GatewayTests.Guarding;

[Trait("speed", "fast")]
public class PathTricksTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/household/v1/households?communeCode=04492&q=a%2Fb%25../..")]
    [InlineData("/reporting/v1/reports/1.xlsx")]
    [InlineData("/.well-known/jwks")]
    [InlineData("/household/v1/areas/%C4%90%E1%BB%93ng%20B%C3%B2")]
    [InlineData("/household/v1/lists/0197-ab_c~d/entries")]
    public void PlainPath_Passes(string target) => Assert.False(PathTricks.Suspicious(target));

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("http://elsewhere.example/household/v1")]
    [InlineData("/household/../identity")]
    [InlineData("/household/./v1")]
    [InlineData("/household/v1/..")]
    [InlineData("/household//v1")]
    [InlineData("//elsewhere.example/household")]
    [InlineData("/household/%2e%2e/identity")]
    [InlineData("/household/.%2E/identity")]
    [InlineData("/household%2fv1")]
    [InlineData("/household%2Fv1")]
    [InlineData("/household%5cv1")]
    [InlineData("/household\\v1")]
    [InlineData("/household/%252e%252e/identity")]
    [InlineData("/household/%00")]
    [InlineData("/household/%0d%0aX:1")]
    [InlineData("/household/%7f")]
    [InlineData("/household/%zz")]
    [InlineData("/household/%")]
    [InlineData("/household/%4")]
    [InlineData("/household/v1;jsessionid=1")]
    [InlineData("/household/v1%3b")]
    [InlineData("/household/v1#x")]
    [InlineData("/household/v1\u0001")]
    [InlineData("/household/v1/Đ")]
    [InlineData("/household/v1?q=%00")]
    public void Trick_IsFound(string target) => Assert.True(PathTricks.Suspicious(target));
}
