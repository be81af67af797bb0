using System.Text;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.Gateway.Pages;

/// <summary>What a person sees who opens the gateway in a browser.</summary>
internal static class HomePage
{
    private const string Page = """
        <!doctype html>
        <html lang="vi">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>PovertyPlatform</title>
          <style>body{font-family:"Noto Sans","DejaVu Sans",sans-serif;max-width:42rem;margin:3rem auto;padding:0 1rem;line-height:1.5}h1{font-size:1.5rem}</style>
        </head>
        <body>
          <h1>Nền tảng giảm nghèo</h1>
          <p>Cổng vào của hệ thống rà soát, công nhận và hỗ trợ hộ nghèo, hộ cận nghèo. Chương trình máy tính gọi các dịch vụ qua cổng này bằng mã truy cập.</p>
          <ul>{docs-vi}<li><a href="/health">Tình trạng hoạt động</a></li></ul>
          <hr>
          <div lang="en">
            <h1>Poverty reduction platform</h1>
            <p>The door to the system that reviews, recognises and supports poor and near-poor households. Programs call its services here with an access token.</p>
            <ul>{docs-en}<li><a href="/health">Health</a></li></ul>
          </div>
        </body>
        </html>
        """;

    private static readonly Refusal NoSuchAddress = new(404, "no-such-address", "Không có địa chỉ này.", "There is nothing at this address.");

    public static void MapHomePage(this WebApplication app)
    {
        var hasDocs = !app.Environment.IsProduction();
        var page = Page.Replace("{docs-vi}", hasDocs ? """<li><a href="/docs">Tài liệu API</a></li>""" : "", StringComparison.Ordinal)
            .Replace("{docs-en}", hasDocs ? """<li><a href="/docs">API pages</a></li>""" : "", StringComparison.Ordinal);
        app.MapGet("/", (HttpContext context) =>
        {
            context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";
            return Results.Text(page, "text/html", Encoding.UTF8);
        }).AllowAnonymous().ExcludeFromDescription();
        app.MapFallback("{**path}", () => NoSuchAddress).AllowAnonymous().ExcludeFromDescription();
    }
}
