using PovertyPlatform.Gateway.Certificates;
using PovertyPlatform.Gateway.Guarding;
using PovertyPlatform.Gateway.Pages;
using PovertyPlatform.Gateway.Routing;
using PovertyPlatform.ServiceDefaults.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("gateway");
builder.AddGuard();
builder.AddCertificates();
builder.AddRoutes();

var app = builder.Build();
app.UseGuard();
app.UseServiceDefaults();
app.MapRoutes();
app.MapApiPages();
app.MapHomePage();
await app.RunAsync();

/// <summary>Entry point, visible to tests.</summary>
public partial class Program;
