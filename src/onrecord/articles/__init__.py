"""Page → Article: what a page says as a piece of journalism, with every line of it marked as what it is."""

from __future__ import annotations

from onrecord.records import Article, Page

__all__ = ["article_of"]


def article_of(page: Page) -> Article:
    """The article of a page, by the page's kind. ArticleError where the page holds no article text."""
    if page.kind == "html":
        from onrecord.articles.html import article_of_html as read
    elif page.kind == "text":
        from onrecord.articles.dump import article_of_dump as read
    else:
        from onrecord.articles.plain import article_of_plain as read
    return read(page)
